import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart, Testing, Yaml } from 'cdk8s';
import { claim, Deployment, FixPermissions } from '../../src';
import type { Rule } from '../../src/entries/rules';
import { checkManifests } from '../../src/testing';
import { newChart } from '../support/kubernetes';
import { temporaryDirectory } from '../support/temporary';
import { APP, shop, yamlOf } from './stage';

type Draft = any;

/** The shop's manifests, as somebody else has changed them. */
function changed(change: (deployment: Draft) => void): string {
  const objects = Testing.synth(Chart.of(shop())) as Draft[];
  change(objects.find(({ kind }) => kind === 'Deployment'));
  return Yaml.stringify(...objects);
}
const spec = (deployment: Draft) => deployment.spec.template.spec;
const sentences = (yaml: string) => checkManifests(yaml).findings.map(({ object, rule, where, sentence }) => `${object.split(' ')[0]} ${rule} ${where}: ${sentence}`);

test('has nothing to say of what synth has written', () => {
  const { checked, findings } = checkManifests(yamlOf(shop()));
  expect(findings).toEqual([]);
  expect(checked).toEqual([expect.stringMatching(/^Deployment shop-web-c8/)]);
});

test('finds steps that were moved', () => {
  expect(sentences(changed((deployment) => spec(deployment).initContainers.reverse()))).toEqual([
    expect.stringMatching(/^Deployment init-order initContainers\[migrate\]: /),
    expect.stringMatching(/^Deployment init-order initContainers\[fetch-config\]: /),
    expect.stringMatching(/^Deployment unwritten-volumes initContainers\[migrate\]\.volumeMounts\[prelude-helper\]/),
  ]);
});

test('finds steps that were made sidecars', () => {
  expect(sentences(changed((deployment) => { spec(deployment).initContainers[0].restartPolicy = 'Always'; }))).toEqual([
    expect.stringMatching(/^Deployment init-order initContainers\[[\w-]+\]\.restartPolicy: step .* makes it a sidecar/),
  ]);
});

test('finds steps that were removed', () => {
  expect(sentences(changed((deployment) => spec(deployment).initContainers.splice(1, 1)))).toEqual([
    expect.stringMatching(/^Deployment init-order initContainers: .*"migrate"/),
  ]);
});

test('takes init containers of others, wherever they stand', () => {
  const injected = { ...spec(Testing.synth(Chart.of(shop())).find(({ kind }: Draft) => kind === 'Deployment')).initContainers[0], name: 'injected' };
  for (const place of [0, 2, 3]) {
    expect(sentences(changed((deployment) => spec(deployment).initContainers.splice(place, 0, injected)))).toEqual([]);
  }
});

test('asks the other rules again', () => {
  expect(sentences(changed((deployment) => { spec(deployment).hostNetwork = true; }))).toEqual([expect.stringMatching(/^Deployment host-namespaces hostNetwork/)]);
});

test('checks by the level that the facts say', () => {
  const web = new Deployment(newChart('shop'), 'web', { podSecurity: 'baseline', podSecurityBecause: 'the volume is root\'s' });
  new FixPermissions(web, 'fix', { volume: claim(web, 'data', 'shop-data'), owner: 1000 });
  web.addContainer('app', { image: APP });
  expect(sentences(yamlOf(web))).toEqual([]);
  expect(sentences(yamlOf(web).replace('"level":"baseline",', '')).length).toBeGreaterThan(0);
});

test('reads lists of kubectl, JSON, and skips what is not ours', () => {
  const objects = Testing.synth(Chart.of(shop()));
  const items = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...objects, { kind: 'Deployment', metadata: { name: 'other' }, spec: {} }] });
  expect(checkManifests(items)).toEqual({ checked: [expect.stringContaining('Deployment shop-web')], findings: [] });
  expect(checkManifests('')).toEqual({ checked: [], findings: [] });
});

test('says that it is no YAML', () => {
  expect(() => checkManifests('a: [')).toThrow('checkManifests(): the manifests cannot be read as YAML');
  expect(() => checkManifests(7 as never)).toThrow('it is no text. Given: 7.');
});

describe('the command', () => {
  const tsx = join(__dirname, '../../node_modules/tsx/dist/cli.mjs');
  const bin = join(__dirname, '../../src/cli/main.ts');
  const command = (args: readonly string[], input: string) => spawnSync(process.execPath, [tsx, bin, ...args], { input, encoding: 'utf8' });

  test('reads standard input and is content', () => {
    const { status, stdout } = command(['check'], yamlOf(shop()));
    expect(stdout).toBe('1 pod checked: 0 errors, 0 warnings, 0 notes\n');
    expect(status).toBe(0);
  });

  test('reads files and fails, with a line for each thing', () => {
    const directory = temporaryDirectory('prelude-check-');
    writeFileSync(join(directory, 'good.yaml'), yamlOf(shop()));
    writeFileSync(join(directory, 'bad.yaml'), changed((deployment) => spec(deployment).initContainers.pop()));
    const { status, stdout } = command(['check', join(directory, 'good.yaml'), join(directory, 'bad.yaml')], '');
    expect(stdout).toMatch(/^\/\S+\/bad\.yaml:\d+:\d+: error: Deployment shop-web-c8\w+ initContainers: .*"fetch-config".* \[init-order\]$/m);
    expect(stdout).toContain('2 pods checked: 1 error,');
    expect(status).toBe(1);
  });

  test.each([
    ['nothing was checked', ['check'], 'kind: Service\n'],
    ['is not a command', ['chekc'], ''],
    ['no such file or directory', ['check', '/nonexistent'], ''],
    ['Unknown option', ['check', '--nonexistent'], ''],
  ])('says "%s" and ends with 2', (says, args, input) => {
    const { status, stderr } = command(args, input);
    expect(stderr).toContain(says);
    expect(stderr.trim().split('\n').length).toBeLessThan(8);
    expect(status).toBe(2);
  });
});

test('leaves out the rules that an annotation sets aside, and none that cannot be', () => {
  const noLimit = (annotations: Draft) => (deployment: Draft) => {
    for (const { resources } of [...spec(deployment).initContainers, ...spec(deployment).containers]) resources.limits = {};
    spec(deployment).hostNetwork = true;
    Object.assign(deployment.spec.template.metadata.annotations, annotations);
  };
  expect(new Set(checkManifests(changed(noLimit({}))).findings.map(({ rule }) => rule))).toEqual(new Set(['memory-limit', 'host-namespaces']));
  expect(sentences(changed(noLimit({ 'cdk8s-prelude/suppress.memory-limit': 'measured by hand', 'cdk8s-prelude/suppress.host-namespaces': 'so it is' }))))
    .toEqual([expect.stringMatching(/^Deployment host-namespaces/)]);
  const places = (yaml: string) => checkManifests(yaml).findings.flatMap(({ rule, where }) => (rule === 'memory-limit' ? [where] : []));
  const all = places(changed(noLimit({})));
  expect(places(changed(noLimit({ 'cdk8s-prelude/suppress.memory-limit.app': 'measured by hand' })))).toEqual(all.filter((where) => !where.startsWith('containers[app]')));
  expect(all.some((where) => where.startsWith('containers[app]'))).toBe(true);
});

test('an owner, which standards write on objects of others too, does not make a pod ours', () => {
  expect(checkManifests('{ kind: Pod, metadata: { name: x, annotations: { cdk8s-prelude/object.owner: me } }, spec: { containers: [{ name: x, image: nginx }] } }').checked)
    .toEqual([]);
});

describe('rules of your own', () => {
  const noApp: Rule = {
    id: 'no-app', title: 'No app', why: 'To be seen.', see: 'https://wiki.acme.example/no-app',
    check: ({ containers }, report) => containers.forEach((container) => container.name === 'app' && report({ where: container.at(), sentence: 'there is an app' })),
  };

  test('are asked like those of the library', () => {
    expect(checkManifests(yamlOf(shop()), [noApp]).findings).toEqual([
      { object: expect.any(String), rule: 'no-app', by: 'checkManifests()', where: 'containers[app]', sentence: 'there is an app' },
    ]);
  });

  test('are suppressed by the same annotation, unless they allow no suppressions', () => {
    const suppressed = changed((deployment) => { deployment.spec.template.metadata.annotations['cdk8s-prelude/suppress.no-app'] = 'it is one'; });
    expect(checkManifests(suppressed, [noApp]).findings).toEqual([]);
    expect(checkManifests(suppressed, [{ ...noApp, noSuppression: 'never' }]).findings).toHaveLength(1);
  });
});
