import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { parseAllDocuments, stringify } from 'yaml';
import {
  claim, Deployment, FixPermissions, image, postgres, RunCommand, RunMigration, RunScript, secretKey, ownLock, WaitForService, writable, WriteFiles,
} from '../../src';
import { checkFiles } from '../../src/cli/check-files';

/*
 * What pods run is held against what the code gave them, in the finished app and in a file that somebody has edited since: the
 * ConfigMaps of programs, and what each step has of its container.
 */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });

function shop(): { readonly app: App; readonly chart: Chart } {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
  const web = new Deployment(chart, 'web', { podSecurity: 'baseline', podSecurityBecause: 'the volume belongs to root' });
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  const data = new FixPermissions(web, 'own', { volume: claim(web, 'data', 'data'), owner: 1000, group: 1000 });
  new RunMigration(web, 'migrate', {
    database: db.ready, image: APP, command: ['migrate', 'up'], oneAtATime: ownLock('the tool takes a lock'), env: { MODE: 'safe', PASSWORD: secretKey('db', 'password') },
  });
  new RunCommand(web, 'run', { image: APP, command: ['x'], purpose: 'runs', rerun: 'idempotent' });
  new RunScript(web, 'script', { script: 'echo 1', purpose: 'says one', rerun: 'idempotent' });
  new WriteFiles(web, 'write', { files: { a: '1' } });
  web.addContainer('app', { image: APP, mounts: { '/data': writable(data.volume) } });
  return { app, chart };
}

const yaml = shop().app.synthYaml();

type Json = any;
const findingsIn = (text: string) => checkFiles([{ name: 'shop.yaml', text }]).findings;
const objects = (): Json[] => parseAllDocuments(yaml).map((document) => document.toJS());
/** What the check finds in the YAML after a change of its objects. */
function found(change: (objects: Json[]) => Json[] | void): readonly string[] {
  const before = objects();
  const after = change(before) ?? before;
  return findingsIn(after.map((object) => stringify(object)).join('---\n')).map(({ rule, where, sentence }) => `${rule} ${where}: ${sentence}`);
}
const pod = (all: Json[]): Json => all.find(({ kind }) => kind === 'Deployment').spec.template.spec;
const step = (all: Json[], name: string): Json => pod(all).initContainers.find((container: Json) => container.name === name);
const programs = (all: Json[]): Json[] => all.filter(({ metadata }) => metadata.labels?.['cdk8s-prelude/program'] !== undefined);
const isProgram = (object: Json): boolean => programs([object]).length > 0;

test('nothing is wrong with what is written', () => {
  expect(found(() => undefined)).toEqual([]);
});

describe('step-programs, in a file that was edited by hand', () => {
  test.each<[string, string, string, string, (container: Json) => void]>([
    ['what is waited for', 'wait', 'args', 'arguments', ({ args }) => { args[args.length - 1] = 'dns=dns://elsewhere'; }],
    ['for how long', 'wait', 'args', 'arguments', ({ args }) => { args[args.indexOf('--timeout') + 1] = '1'; }],
    ['the owner of files', 'own', 'args', 'arguments', ({ args }) => { args[args.indexOf('--owner') + 1] = '0'; }],
    ['the command of a migration', 'migrate', 'args', 'arguments', ({ args }) => { args[args.length - 1] = 'down'; }],
    ['a script', 'script', 'args', 'arguments', (container) => { container.args = container.args.map((arg: string) => arg.replace('echo 1', 'echo 2')); }],
    ['arguments that are gone', 'write', 'args', 'arguments', (container) => { delete container.args; }],
    ['another image', 'run', 'image', 'image', (container) => { container.image = 'registry.k8s.io/pause:3.10'; }],
    ['another tag', 'migrate', 'image', 'image', (container) => { container.image = 'registry.example.com/shop:1.5.0'; }],
    ['the program', 'run', 'command', 'command', ({ command }) => { command[0] = '/bin/echo'; }],
    ['a variable more', 'write', 'env', 'environment', (container) => { container.env = [{ name: 'LD_PRELOAD', value: '/lib/x.so' }, ...container.env ?? []]; }],
    ['the value of a variable', 'migrate', 'env', 'environment', ({ env }) => { env.find(({ name }: Json) => name === 'MODE').value = 'fast'; }],
    ['another key of a Secret', 'migrate', 'env', 'environment', ({ env }) => { env.find(({ name }: Json) => name === 'PASSWORD').valueFrom.secretKeyRef.key = 'root'; }],
    ['variables of a whole Secret', 'run', 'envFrom', 'environment (envFrom)', (container) => { container.envFrom = [{ secretRef: { name: 'x' } }]; }],
    ['another directory', 'write', 'workingDir', 'working directory', (container) => { container.workingDir = '/nowhere'; }],
    ['a mount', 'own', 'volumeMounts', 'volume mounts', ({ volumeMounts }) => { volumeMounts[0].mountPath = '/elsewhere'; }],
    ['a capability that is gone', 'own', 'securityContext', 'security context', ({ securityContext }) => { delete securityContext.capabilities.add; }],
  ])('%s: the check says that %s has another one', (_, name, field, called, change) => {
    expect(found((all) => change(step(all, name)))).toContain(
      `step-programs initContainers[${name}].${field}: step "${name}" has a different ${called} than in the code, so its handles prove nothing: `
      + 'remove the patch that changes it, set it in the properties of the step, or write your own step.');
  });

  test.each<[string, string, (container: Json) => void]>([
    ['a mirror', 'migrate', (container) => { container.image = 'mirror.example.com/registry.example.com/shop:1.4.2'; }],
    ['more memory', 'migrate', ({ resources }) => { resources.limits.memory = '2Gi'; }],
    ['another policy of pulling', 'wait', (container) => { container.imagePullPolicy = 'Always'; }],
    ['the name that Kustomize gives a Secret', 'migrate', ({ env }) => { env.find(({ name }: Json) => name === 'PASSWORD').valueFrom.secretKeyRef.name = 'prod-db'; }],
    ['empty fields', 'wait', (container) => { Object.assign(container, { envFrom: [], workingDir: '' }); }],
    ['another order of keys', 'own', (container) => { container.securityContext = Object.fromEntries(Object.entries(container.securityContext).reverse()); }],
  ])('%s is no other step', (_, name, change) => {
    expect(found((all) => change(step(all, name)))).toEqual([]);
  });

  test('a pod in a cluster is taken as admission has made it', () => {
    const all = objects();
    const { metadata, spec } = all.find(({ kind }) => kind === 'Deployment').spec.template;
    spec.initContainers[0].env = [{ name: 'ADDED', value: 'by a webhook' }];
    const rules = (uid: object) => findingsIn(stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, ...uid, name: 'web-1', namespace: 'shop' }, spec }))
      .map(({ rule }) => rule);
    expect(rules({ uid: '3c1d' })).not.toContain('step-programs');
    expect(rules({})).toContain('step-programs');
  });

  test('the container that leaves the helper is held too', () => {
    const app = new App({ outdir: '/nonexistent' });
    const web = new Deployment(new Chart(app, 'shop'), 'web', {});
    new RunCommand(web, 'run', { image: APP, command: ['x'], purpose: 'runs', rerun: 'idempotent' });
    web.addContainer('app', { image: APP });
    const edited = app.synthYaml().replace('- /prelude-install', '- /elsewhere');
    expect(findingsIn(edited).map(({ rule, where }) => `${rule} ${where}`)).toEqual(['step-programs initContainers[prelude-helper].args']);
  });
});

const MISSING = (name: string) =>
  `program-config-maps volumes[prelude-programs]: ConfigMap "${name}", which contains a program of the steps, is not among the manifests of namespace "shop": `
  + "the pod does not start until it exists. Apply it with the pod, or set programs: 'inline'.";
const CHANGED = (name: string) =>
  `program-config-maps volumes[prelude-programs]: ConfigMap "${name}" does not contain the program that its name stands for: the steps would run an untested `
  + 'program. Undo the change of its data or name; to run your own program, write a step.';
const names = (): readonly string[] => programs(objects()).map(({ metadata }) => metadata.name).sort();
const wait = names().find((name) => name.includes('-wait-'))!;

describe('program-config-maps, in a file that was edited by hand', () => {
  test('every ConfigMap that is missing is told', () => {
    expect(names()).toHaveLength(4);
    expect([...found((all) => all.filter((object) => !isProgram(object)))].sort()).toEqual(names().map(MISSING));
  });

  test.each<[string, (all: Json[]) => Json[] | void, string]>([
    ['one that is missing', (all) => all.filter(({ metadata }) => metadata.name !== wait), MISSING(wait)],
    ['one of another namespace', (all) => { all.find(({ metadata }) => metadata.name === wait).metadata.namespace = 'other'; }, MISSING(wait)],
    ['another text', (all) => { all.find(({ metadata }) => metadata.name === wait).data['wait.sh'] += 'true\n'; }, CHANGED(wait)],
    ['a file more', (all) => { all.find(({ metadata }) => metadata.name === wait).data['more.sh'] = 'true\n'; }, CHANGED(wait)],
    ['bytes beside the text', (all) => { all.find(({ metadata }) => metadata.name === wait).binaryData = { 'more.sh': 'eA==' }; }, CHANGED(wait)],
    ['no text', (all) => { delete all.find(({ metadata }) => metadata.name === wait).data; }, CHANGED(wait)],
    ['another text, without the label', (all) => {
      const { metadata, data } = all.find((object) => object.metadata.name === wait);
      delete metadata.labels;
      data['wait.sh'] += 'true\n';
    }, CHANGED(wait)],
  ])('%s', (_, change, expected) => {
    expect(found(change)).toEqual([expected]);
  });

  test.each<[string, (all: Json[]) => Json[] | void]>([
    ['no namespaces, as they are given to kubectl', (all) => { for (const { metadata } of all) delete metadata.namespace; }],
    ['a namespace of the pod alone', (all) => { for (const object of programs(all)) delete object.metadata.namespace; }],
    ['objects that were read from a cluster, which say nothing of the rest', (all) => {
      const [web] = all.filter(({ kind }) => kind === 'Deployment');
      web.metadata.uid = '3c1d';
      return [web];
    }],
  ])('nothing is told of %s', (_, change) => {
    expect(found(change)).toEqual([]);
  });
});

describe('program-config-maps, at synth', () => {
  const told = (change: (chart: Chart, program: ApiObject) => void): string => {
    const { app, chart } = shop();
    app.synthYaml();
    change(chart, chart.node.findAll().find((one): one is ApiObject => one instanceof ApiObject && one.name === wait)!);
    try {
      app.synthYaml();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('a patch of the text is told, by the same sentence', () => {
    const message = told((_, program) => program.addJsonPatch(JsonPatch.replace('/data/wait.sh', 'exit 0\n')));
    expect(message).toContain(CHANGED(wait).replace('program-config-maps ', '[shop/web] '));
    expect(message).toContain('(rule program-config-maps)');
  });

  test('a patch that moves it to another namespace is told, by the same sentence', () => {
    const message = told((_, program) => program.addJsonPatch(JsonPatch.replace('/metadata/namespace', 'other')));
    expect(message).toContain(MISSING(wait).replace('program-config-maps ', '[shop/web] '));
  });
});

test('hashes of steps tell small differences apart', () => {
  const app = new App({ outdir: '/nonexistent' });
  const chart = new Chart(app, 'shop');
  const made = ['ab', 'ba', 'a b', 'abc'].map((word, index) => {
    const web = new Deployment(chart, `web${index}`, {});
    new WriteFiles(web, 'write', { files: { a: word } });
    web.addContainer('app', { image: APP });
    return index;
  });
  const facts = parseAllDocuments(app.synthYaml()).map((document) => document.toJS()).filter(({ kind }) => kind === 'Deployment')
    .map(({ spec }) => JSON.parse(spec.template.metadata.annotations['cdk8s-prelude/steps.facts']).steps[0].made as string);
  expect(new Set(facts).size).toBe(made.length);
});
