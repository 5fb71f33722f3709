/* The programs of docs/rules/ID.md: each wrong one, and the right one beside it. */
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { parse, parseAllDocuments, stringify } from 'yaml';
import * as library from '../../../src';
import { checkFiles } from '../../../src/cli/check-files';
import * as ofRules from '../../../src/entries/rules';
import * as ofSteps from '../../../src/entries/steps';
import * as ofTests from '../../../src/testing';
import { RULES } from '../../../src/rules';
import { root } from '../../support/compiler';

const directory = join(root, 'docs/rules');

/** What a page shows below a heading. */
export interface Program {
  readonly language: string;
  readonly code: string;
}

export interface Page {
  readonly id: string;
  readonly text: string;
  readonly wrong: Program;
  readonly right: Program;
}

const programOf = (text: string, heading: string): Program => {
  const [, language = '', code = ''] = new RegExp(`^## ${heading}\n\n\`\`\`(\\w+)\n([^]*?)^\`\`\`$`, 'm').exec(text) ?? [];
  return { language, code };
};

/** All pages, in the order of their names. */
export const pages: readonly Page[] = readdirSync(directory).map((file) => {
  const text = readFileSync(join(directory, file), 'utf8');
  return { id: file.replace(/\.md$/, ''), text, wrong: programOf(text, 'Wrong'), right: programOf(text, 'Right') };
}).sort((one, other) => (one.id < other.id ? -1 : 1));

/** The ids that a program is told; a manifest by the strictest level at which the rule is asked. */
export const told = ({ id }: Page, { language, code }: Program): readonly string[] =>
  (language === 'yaml' ? toldOfYaml(code, RULES.find((rule) => rule.id === id)?.levels?.at(-1) ?? 'restricted') : withWarnings(id, () => toldOfCode(code)));

/** Where a page is about a warning, warnings stop the synth, as errors do. */
function withWarnings<T>(id: string, run: () => T): T {
  if (RULES.find((rule) => rule.id === id)?.severity === 'warning') process.env.CDK8S_PRELUDE_STRICT = 'true';
  try {
    return run();
  } finally {
    delete process.env.CDK8S_PRELUDE_STRICT;
  }
}

/* Code. */

/** What pages take for granted, in this order; nothing is built that a program does not name. */
const STAGE: Readonly<Record<string, { readonly type: string; readonly make: (of: Readonly<Record<string, any>>) => unknown }>> = {
  app: { type: 'App', make: () => new cdk8s.App() },
  chart: { type: 'Chart', make: ({ app }) => new cdk8s.Chart(app, 'shop', { disableResourceNameHashes: true }) },
  shop: { type: "Image<'registry.example.com/shop:1.4.2'>", make: () => library.image('registry.example.com/shop:1.4.2', { user: 1000 }) },
  web: { type: "Deployment<'web'>", make: ({ chart }) => new library.Deployment(chart, 'web') },
  api: { type: "Deployment<'api'>", make: ({ chart }) => new library.Deployment(chart, 'api') },
  db: { type: "{ readonly ready: Ready<'web', 'postgres'> }", make: ({ web }) => new library.WaitForService(web, 'wait-for-db', { until: library.postgres({ host: 'db' }) }) },
  config: {
    type: "FetchConfig<'web', 'shop.json'>",
    make: ({ web }) => new library.FetchConfig(web, 'fetch-config', { from: library.https('https://config.example.com/shop.json') }),
  },
};
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  chart: ['app'], web: ['chart', 'app'], api: ['chart', 'app'], db: ['web', 'chart', 'app'], config: ['web', 'chart', 'app'],
};

const mentions = (code: string, name: string) => new RegExp(`(?<![\\w.'-])${name}(?![\\w'-])`).test(code) && !new RegExp(`(const|class|of) ${name}\\b`).test(code);

/** The names of the stage that a program takes for granted. */
const granted = (code: string): readonly string[] => {
  const named = Object.keys(STAGE).filter((name) => mentions(code, name));
  return Object.keys(STAGE).filter((name) => named.includes(name) || named.some((of) => NEEDS[of]?.includes(name)));
};

const MODULES: Readonly<Record<string, object>> = {
  'cdk8s': cdk8s, 'cdk8s-prelude': library, 'cdk8s-prelude/rules': ofRules, 'cdk8s-prelude/steps': ofSteps, 'cdk8s-prelude/testing': ofTests,
};

/** The directory of the program, with the scripts that it names. */
const files = mkdtempSync(join(tmpdir(), 'rules-'));
writeFileSync(join(files, 'prepare.sh'), 'echo prepared\n');
writeFileSync(join(files, 'probe-corphealth.sh'), 'probe_corphealth() {\n  ready\n}\n');
writeFileSync(join(files, 'fetch-artifacts.sh'), 'fetch_artifacts() {\n  ask "https://$authority$path"\n}\n');

/** Runs it, gives each workload of the library a container where it has none, and synthesizes. */
function toldOfCode(code: string): readonly string[] {
  const { code: plain } = transformSync(code, { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
  const stage: Record<string, unknown> = {};
  const values = { ...Object.assign({}, ...Object.values(MODULES).reverse()), kplus, join, __dirname: files } as Record<string, unknown>;
  try {
    for (const name of granted(code)) stage[name] = STAGE[name]?.make(stage);
    const app = (stage.app as cdk8s.App | undefined) ?? new cdk8s.App();
    const all: Record<string, unknown> = { ...values, ...stage };
    const names = Object.keys(all).filter((name) => /^[a-z_$][\w$]*$/i.test(name) && name !== 'default');
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the programs are those of the pages
    (new Function(...names, plain) as (...given: unknown[]) => void)(...names.map((name) => all[name]));
    if (!/worker/.test(code)) complete(app);
    app.synthYaml();
    return [];
  } catch (error) {
    if (error instanceof library.PreludeError) return [String(error.rule)];
    const ids = [...(error as Error).message.matchAll(/\(rule ([a-z-]+)[^)]*\)+$/gm)].map(([, id = '']) => id);
    if (ids.length === 0) throw error;
    return [...new Set(ids)];
  }
}

const complete = (app: cdk8s.App): void => {
  for (const construct of app.node.findAll()) {
    if (construct instanceof library.Workload && 'containers' in construct.resource && construct.resource.containers.length === 0) {
      construct.addContainer('app', { image: library.image('registry.example.com/shop:1.4.2', { user: 1000 }) });
    }
  }
};

/** The right program as a file for the compiler. */
export function typedProgram({ code }: Program): string {
  const used = (module: object) => Object.keys(module).filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  const declared = granted(code);
  return [
    ...Object.entries(MODULES).map(([name, module]) => ({ name, names: used(module) })).filter(({ names }) => names.length > 0)
      .map(({ name, names }, index, all) => {
        const before = all.slice(0, index).flatMap((other) => other.names);
        return `import { ${names.filter((one) => !before.includes(one)).join(', ')} } from '${name}';`;
      }),
    "import type * as types from 'cdk8s-prelude';",
    ...(/kplus\./.test(code) ? ["import * as kplus from 'cdk8s-plus-28';"] : []),
    ...(/\bjoin\(/.test(code) ? ["import { join } from 'node:path';"] : []),
    ...(declared.some((name) => name === 'app' || name === 'chart') ? ["import type * as cdk8s from 'cdk8s';"] : []),
    ...declared.map((name) => `declare const ${name}: ${(STAGE[name]?.type ?? '').replace(/\b(Image|Deployment|FetchConfig|Ready)</g, 'types.$1<').replace(/^(App|Chart)$/, 'cdk8s.$1')};`),
    code,
    'export {};',
  ].join('\n');
}

/* YAML. */

/** A pod that no rule has anything to say of; a page shows what it changes. */
const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  enableServiceLinks: false
  automountServiceAccountToken: false
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers: []
`;
const CONTAINER = `
name: app
image: registry.example.com/shop:1.4.2
resources: { limits: { memory: 128Mi }, requests: { cpu: 100m, memory: 64Mi } }
securityContext: { runAsUser: 1000, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
`;

type Json = any;
const isObject = (value: Json) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the change says counts; null takes away; containers that are shown are completed. */
function merged(base: Json, change: Json, key = ''): Json {
  if (Array.isArray(change)) return /ontainers$/.test(key) ? change.map((each) => merged(parse(CONTAINER), each)) : change;
  if (!isObject(base) || !isObject(change)) return change;
  const all = Object.entries({ ...base, ...change }).map(([name]) => [name, name in change ? merged(base[name], change[name], name) : base[name]]);
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

function completed(shown: Json): Json {
  const pod = (spec: Json) => {
    const whole = merged(parse(POD).spec, spec);
    return whole.containers.length > 0 ? whole : { ...whole, containers: [parse(CONTAINER)] };
  };
  if (shown.kind === undefined) return { ...parse(POD), spec: pod(shown) };
  if (shown.kind === 'Pod') return merged(parse(POD), { ...shown, spec: pod(shown.spec ?? {}) });
  if (shown.spec?.template === undefined) return shown;
  const { template } = shown.spec;
  const ofApps = shown.kind === 'Deployment' ? { selector: { matchLabels: { app: 'web' } } } : {};
  return {
    apiVersion: shown.kind === 'Deployment' ? 'apps/v1' : 'batch/v1', metadata: { name: 'web' }, ...shown,
    spec: { ...ofApps, ...shown.spec, template: { metadata: { labels: { app: 'web' } }, ...template, spec: pod(template.spec) } },
  };
}

function toldOfYaml(code: string, level: 'privileged' | 'baseline' | 'restricted'): readonly string[] {
  const text = parseAllDocuments(code).map((document) => stringify(completed(document.toJS()))).join('---\n');
  const { findings, unreadable } = checkFiles([{ name: 'page.yaml', text }], { level });
  return [...new Set([...unreadable, ...findings].map(({ rule }) => rule))];
}
