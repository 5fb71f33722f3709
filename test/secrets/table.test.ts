import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Deployment, image, postgres, PreludeError, RenderConfig, RunScript, secretKey, SeedDatabase, WaitForService, WriteFiles } from '../../src';
import { checkFiles } from '../../src/cli/check-files';
import { findStoredSecrets } from '../../src/rules';
import { plainSecrets } from '../../src/rules/plain-secrets';
import { findSecret } from '../../src/secrets/find';
import { measured, table } from '../../tools/measure-secrets';
import { root } from '../../tools/root';

/* One table at every place: what gives a secret away is refused wherever it stands, and what does not is taken. */

const { positives, harmless } = table();
const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const LOGIN = { databaseName: 'shop', login: 'shop', password: secretKey('db', 'password'), marker: 'a' };

/** True where the rule of secrets refuses it; what is refused for another reason says nothing here. */
function refused(make: (web: Deployment) => unknown): boolean {
  try {
    make(new Deployment(new Chart(new App(), 'shop'), 'web', {}));
    return false;
  } catch (error) {
    return error instanceof PreludeError && error.rule === 'plain-secrets';
  }
}

/** The rule over a rendered pod with one container. */
function found(json: object, pod: object = {}): boolean {
  let violations = 0;
  const container = { name: 'app', json, at: (where: string) => where };
  plainSecrets.check({ containers: [container], metadata: {}, manifest: {}, steps: [], ...pod } as never, () => { violations += 1; });
  return violations > 0;
}

const purpose = { purpose: 'looks', rerun: 'idempotent' } as const;
const PLACES: Readonly<Record<string, (text: string) => boolean>> = {
  'a variable': (text) => refused((web) => web.addContainer('app', { image: APP, env: { GREETING: text } as never })),
  'a script': (script) => refused((web) => new RunScript(web, 'run', { ...purpose, script })),
  'a file': (text) => refused((web) => new WriteFiles(web, 'files', { files: { a: text } })),
  'a template': (template) => refused((web) => new RenderConfig(web, 'render', { files: { a: { template, format: 'text', values: {} } } })),
  'SQL': (sql) => refused((web) => {
    const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    return new SeedDatabase(web, 'seed', { ...LOGIN, database: db.ready, sql });
  }),
  'a rendered variable': (value) => found({ env: [{ name: 'GREETING', value }] }),
  'a word of a command': (word) => found({ command: ['x', word] }),
  'an annotation of a pod': (text) => found({}, { metadata: { annotations: { 'example.com/note': text } } }),
  'an annotation of an object': (text) => found({}, { manifest: { kind: 'Deployment', metadata: { annotations: { 'example.com/note': text } } } }),
  'a key of a ConfigMap': (text) => found({}, { manifest: { kind: 'ConfigMap', data: { note: text } } }),
  'a file of a ConfigMap': (text) => found({}, { manifest: { kind: 'ConfigMap', data: { 'app.properties': text } } }),
  'a script behind sh -c': (script) => found({ command: ['sh', '-c'], args: [script] }),
};

test('there are enough texts to measure with', () => {
  expect(new Set(positives).size).toBeGreaterThanOrEqual(300);
  expect(new Set(harmless).size).toBeGreaterThanOrEqual(1000);
});

describe.each(Object.entries(PLACES))('in %s', (_, tells) => {
  test('all secrets are found', () => expect(positives.filter((text) => !tells(text))).toEqual([]));
  test('no harmless text is refused', () => expect(harmless.filter(tells)).toEqual([]));
});

test('the page says what is measured', () => {
  expect(readFileSync(join(root, 'docs/secrets.md'), 'utf8')).toContain(measured(findSecret));
});

test.each<[string, readonly string[]]>([
  ['a', ['env', 'PGPASSWORD=hunter2', 'psql']], ['b', ['redis-cli', '-a', 'hunter2', 'ping']], ['c', ['sshpass', '-p', 'hunter2', 'ssh', 'backup']],
  ['d', ['ldapsearch', '-w', 'hunter2']], ['e', ['/usr/bin/mysql', '-phunter2']], ['f', ['curl', '-u', 'a:hunter2', 'https://x/']],
])('words of a command (%s)', (_, command) => expect(found({ command })).toBe(true));

test.each<[string, readonly string[]]>([
  ['a', ['ssh', '-p', '22', 'backup']], ['b', ['mkdir', '-p', '/data']], ['c', ['redis-cli', '-a', '$(PASSWORD)', 'ping']], ['d', ['docker', 'run', '-p', '80:80', 'x']],
  ['e', ['mysql', '-p', 'shop']], ['f', ['curl', '-u', 'a:$(PASSWORD)', 'https://x/']],
])('words of a command without a secret (%s)', (_, command) => expect(found({ command })).toBe(false));

describe('what objects store', () => {
  const stored = (manifest: object) => findStoredSecrets(manifest).map(({ where, sentence }) => `${where}: ${sentence}`);
  const configMap = (data: object, annotations: object = {}) => ({ kind: 'ConfigMap', metadata: { name: 'app', annotations }, data });

  test('a ConfigMap whose key names a secret, or whose bytes are one', () => {
    expect(stored(configMap({ DB_PASSWORD: 'hunter2' }))).toEqual([
      'data[DB_PASSWORD]: key DB_PASSWORD of this ConfigMap contains a value of "DB_PASSWORD", and everyone who can read the manifest can read it: put it into a Secret, ' +
      'or explain in annotation cdk8s-prelude/plain-text.data why it is not a secret.',
    ]);
    const key = Buffer.from('-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAx0000000000000000000000000000000000000000000000000\n-----END RSA PRIVATE KEY-----\n');
    expect(stored({ kind: 'ConfigMap', binaryData: { 'tls.bin': key.toString('base64') } })).toEqual([expect.stringContaining('binaryData[tls.bin]: ')]);
  });

  test('is taken with a reason, and so is what the names of annotations seem to say', () => {
    expect(stored(configMap({ DB_PASSWORD: 'hunter2' }, { 'cdk8s-prelude/plain-text.data': 'of the demo' }))).toEqual([]);
    expect(stored(configMap({ DB_PASSWORD: 'hunter2' }, { 'cdk8s-prelude/plain-text.data': ' ' }))).toHaveLength(1);
    expect(stored({ kind: 'Ingress', metadata: { annotations: {
      'checksum/secret': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'nginx.ingress.kubernetes.io/auth-secret': 'basic-auth',
      'cdk8s-prelude/steps.facts': '{"password":"x"}', 'kubectl.kubernetes.io/last-applied-configuration': '{"data":{"password":"hunter2"}}',
    } } })).toEqual([]);
    expect(stored(configMap({ 'password-policy.yaml': 'minLength: 12', 'SECRET_NAME': 'db', 'empty': '' }))).toEqual([]);
    expect(stored({ kind: 'Secret', stringData: { password: 'hunter2' } })).toEqual([]);
  });

  test('is told at synth: by a ConfigMap of cdk8s-plus, an annotation of an object, one of pods', () => {
    const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop');
    const web = new Deployment(chart, 'web', { podMetadata: { annotations: { 'example.com/a': 'postgres://shop:hunter2@db/shop' } } });
    web.addContainer('app', { image: APP });
    new kplus.ConfigMap(chart, 'map', { data: { 'app.env': 'DB_PASSWORD=hunter2\n' } });
    new kplus.ServiceAccount(chart, 'account', { metadata: { annotations: { 'example.com/b': 'password=hunter2' } } });
    const synth = () => (chart.node.root as App).synthYaml();
    expect(synth).toThrow(/\[shop\/map\/Resource\] data\[app\.env\]: key app\.env of this ConfigMap contains .*\(rule plain-secrets\)/);
    expect(synth).toThrow(/\[shop\/account\/Resource\] metadata\.annotations\[example\.com\/b\]: annotation example\.com\/b contains/);
    expect(synth).toThrow(/\[shop\/web\] metadata\.annotations\[example\.com\/a\]: annotation example\.com\/a contains a URL with a password/);
    expect(synth).not.toThrow(/hunter2/);
  });

  test('is told by check, with its line', () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  app.env: |\n    DB_PASSWORD=hunter2\n';
    expect(checkFiles([{ name: 'a.yaml', text }]).findings).toMatchObject([{ rule: 'plain-secrets', where: 'data[app.env]', place: { line: 6 } }]);
  });
});
