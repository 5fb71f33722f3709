import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Deployment, image, postgres, PreludeError, RenderConfig, RunScript, secretKey, SeedDatabase, WaitForService, WriteFiles } from '../../src';
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
function found(json: object): boolean {
  let violations = 0;
  const container = { name: 'app', json, at: (where: string) => where };
  plainSecrets.check({ containers: [container], metadata: {}, steps: [] } as never, () => { violations += 1; });
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
