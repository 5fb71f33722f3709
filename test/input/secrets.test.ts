import { App, Chart, Testing } from 'cdk8s';
import { CloneRepository, Deployment, expand, FetchConfig, git, http, https, image, plainText, RunScript, secretKey } from '../../src';
import { findSecret, withoutSecrets } from '../../src/secrets/find';

/* What gives a secret away, and what is said of it: errors are read in the logs of pipelines. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const web = () => new Deployment(new Chart(new App(), 'shop'), 'web', {});
const messageOf = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('where one drives to', () => {
  test.each([
    'https://x/?password=hunter2', 'https://b.s3.amazonaws.com/x?X-Amz-Credential=A&X-Amz-Signature=abc', 'https://x/?a=b&access_token=x1', 'https://x/?api_key=1a',
    'https://x.blob.core.windows.net/c?sv=1&sig=abc', 'jdbc:postgresql://db/x?user=a&password=hunter2', 'Server=db;User Id=a;Password=hunter2;',
    'shop:hunter2@tcp(db:3306)/shop', 'postgres://a:hunter2@db',
  ])('%s has its password', (text) => {
    expect(findSecret(text)?.what).toBe('a URL with a password');
    expect(messageOf(() => web().addContainer('app', { image: APP, env: { WHERE: text } as never }))).toMatch(/env WHERE contains a URL with a password/);
  });

  test.each([
    'https://x/?tokens=5&page=2', 'https://x/?password=', 'https://x/?token=$(TOKEN)', 'https://x/?password=${PASSWORD}', 'https://x/#tokens=x',
    'a=b;c=d', 'https://x/?monkey=1', 'user@tcp(db:3306)/shop', 'a;password_file=/run/x', 'https://x/?sign=1',
  ])('%s has none', (text) => {
    expect(findSecret(text)).toBeUndefined();
  });

  test('a value that is none, and one that is put together', () => {
    const made = web();
    made.addContainer('app', { image: APP, env: {
      A: plainText('https://x/?token=none1', 'a test'), DB_PASSWORD: secretKey('db', 'password'), B: expand('https://x/?password=$(DB_PASSWORD)'),
    } });
    expect(() => Testing.synth(Chart.of(made))).not.toThrow();
  });

  test.each<[string, () => unknown]>([
    ['https', () => https('https://x/a.json?access_token=hunter2')], ['http', () => http('http://x/?api_key=hunter2')],
  ])('%s takes no secret parameter, and does not tell it', (_, make) => {
    expect(messageOf(make)).toMatch(/a URL must not contain a secret, such as (access_token|api_key): .*Give a header with secretKey/);
    expect(messageOf(make)).not.toContain('hunter2');
  });
});

describe('errors keep what they must not tell', () => {
  test.each<[string, () => unknown, string]>([
    ['git', () => git('https://x-access-token:hunter2@github.com/a/b.git'), 'git(): a URL must not contain a user or a password: give token: secretKey(…)'],
    ['clone', () => new CloneRepository(web(), 'clone', { from: git('http://u:hunter2@x/a.git') } as never), 'a URL must not contain a user or a password'],
    ['an unknown record', () => web().addContainer('app', { image: APP, enviroment: { DB_PASSWORD: 'hunter2' } } as never), '{"DB_PASSWORD":"…"}'],
    ['an unknown secret', () => web().addContainer('app', { image: APP, password: 'hunter2' } as never), '"password" is not a property'],
    ['a number', () => web().addContainer('app', { image: APP, env: { DB_PASSWORD: 12345 } } as never), 'env DB_PASSWORD names a secret: give secretKey(…)'],
    ['a URL of another kind', () => https('ftp://u:hunter2@x/a?token=hunter2' as never), 'ftp://…@x/a?token=…'],
    ['what is fetched', () => new FetchConfig(web(), 'f', { from: 'https://u:hunter2@x/a' as never }), 'from'],
  ])('%s', (_, make, says) => {
    expect(messageOf(make)).toContain(says);
    expect(messageOf(make)).not.toMatch(/hunter2|12345/);
  });
});

describe('scripts', () => {
  const run = (script: string) => new RunScript(web(), 'run', { purpose: 'looks', script, rerun: 'idempotent', image: image('registry.example.com/tools:1', { user: 1 }) });

  test.each(['PGPASSWORD=hunter2 psql -h db', 'true; export API_TOKEN="abc1"', "x=1 && DB_PASSWORD='a b' y", '-----BEGIN RSA PRIVATE KEY-----'])('%s is refused', (script) => {
    expect(messageOf(() => run(script))).toMatch(/the script contains a (value of "\w+"|private key), which everyone who can read the YAML could read: give a variable secretKey/);
  });

  test.each([
    'PGPASSWORD=$DB_PASSWORD psql', 'TOKEN=$(cat /run/token)', 'TOKEN="$(cat /run/token)"', 'TOKEN=`cat x`', 'PASSWORD=', 'test "$TOKEN" = x', 'TOKEN_FILE=/run/token x',
    'TOKEN=/run/x y', 'MONKEY=1 x',
  ])('%s is taken', (script) => {
    expect(findSecret(script)).toBeUndefined();
    expect(() => run(script)).not.toThrow();
  });
});

test.each([
  '{a='.repeat(40_000), 'p={{'.repeat(30_000), '{token='.repeat(18_000), 'token="'.repeat(18_000), '{token=${'.repeat(14_000), 'a'.repeat(128_000), ' '.repeat(128_000),
  `token=${'#'.repeat(128_000)}`, '?a=b&'.repeat(25_000), ';token='.repeat(18_000), 'a:'.repeat(64_000) + '@', '"a:b'.repeat(32_000) + '@(', '"\\'.repeat(64_000),
  'a/b@'.repeat(32_000), '<a '.repeat(42_000), `${'name: a '.repeat(16_000)}value`, 'eyJaaaaaaaaaa.'.repeat(9000), '$('.repeat(64_000), "IDENTIFIED BY ' ".repeat(8000),
  `${'machine '.repeat(16_000)}password`, '-----BEGIN '.repeat(11_000), "sh -c '".repeat(18_000), 'redis-cli -a $x '.repeat(8000), 'password: a b '.repeat(9000),
  `token=${'$('.repeat(64_000)}`, `${'://'.repeat(42_000)}@`, 'sk-a'.repeat(32_000), 'Bearer aaaaa.'.repeat(10_000),
])('however long the text is (%#)', (text) => {
  const start = process.cpuUsage();
  for (const look of [findSecret, withoutSecrets]) look(`${text}"`);
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(2000);
});
