import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeContained, runContained, said, staticCommand } from '../support/container';
import { runProgram } from '../support/program';
import { makeCertificates } from '../support/servers/certificates';
import { startServer, type TestServer } from '../support/servers/https-server';
import { shells } from '../support/shells';

const JOB = (conditions: readonly object[]) => ({
  kind: 'Job', spec: { template: { spec: { containers: [{ name: 'migrate', args: ['"reason":"no"', '{"type":"Failed","status":"True"}'] }] } } }, status: { conditions },
});
const FAILED = {
  type: 'Failed', status: 'True', lastTransitionTime: '2026-11-30T14:00:00Z', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit',
};

const STATE = 'exit code 1, so it has not shown: it is migrated';

describeContained(['curl', 'openssl', 'gcc'], 'a wait that watches a Job', () => {
  let image: Readonly<Record<string, string>>;
  let server: TestServer;
  let answer: { readonly status: number; readonly body: object } = { status: 404, body: {} };

  beforeAll(async () => {
    const { ca, good } = makeCertificates();
    server = await startServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    }, good);
    const directory = mkdtempSync(join(tmpdir(), 'prelude-job-'));
    await runProgram({ shell: shells[0]!, parts: ['common', 'install-clients'], args: ['--timeout', '30', '--to', directory, 'curl'] }).exit;
    const files = { token: 'a-token', namespace: 'shop', 'ca.crt': readFileSync(ca, 'utf8') };
    image = {
      ...Object.fromEntries(readdirSync(directory).map((name) => [`/prelude-client/${name}`, join(directory, name)])),
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => {
        writeFileSync(join(directory, `of-${name}`), text);
        return [`/prelude-token/${name}`, join(directory, `of-${name}`)];
      })),
      '/bin/tool': staticCommand(),
    };
  }, 60_000);
  afterAll(() => server?.close());

  const wait = (timeout: number, more: readonly string[] = []) => runContained({
    image,
    parts: ['common', 'command', 'probe-command', 'clients', 'kube-api', 'watch-job', 'wait'],
    args: ['--timeout', `${timeout}`, 'schema=command:', '--command', '3', '/bin/tool', 'exit', '1', '--proves', 'it is migrated', '--job', 'migrate-1', ...more],
    env: { PATH: '/nowhere', KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: `${server.port}` },
    uid: 1000,
  });

  test('ends at once where it has failed, with its reason, whatever else stands in the object, and asks with its token for this Job only', async () => {
    answer = { status: 200, body: JOB([{ type: 'FailureTarget', status: 'True', reason: 'BackoffLimitExceeded', message: 'soon' }, FAILED]) };
    const { code, ms, terminationMessage } = await wait(60).exit;
    expect({ code, terminationMessage }).toEqual({
      code: 1, terminationMessage: `schema: Job migrate-1 has failed: BackoffLimitExceeded: Job has reached the specified backoff limit; ${STATE}\n`,
    });
    expect(ms).toBeLessThan(8000);
    expect(server.requests.at(-1)).toMatchObject({
      method: 'GET', path: '/apis/batch/v1/namespaces/shop/jobs/migrate-1?pretty=false', headers: { authorization: 'Bearer a-token' },
    });
  }, 30_000);

  test.each([
    ['that works', 200, JOB([{ type: 'Complete', status: 'True', reason: 'CompletionsReached', message: 'done' }])],
    ['that is on its way to fail', 200, JOB([{ type: 'FailureTarget', status: 'True', reason: 'BackoffLimitExceeded', message: 'soon' }])],
    ['that is gone', 404, { kind: 'Status', reason: 'NotFound' }],
  ] as const)('waits on for one %s', async (_, status, body) => {
    answer = { status, body };
    expect(await wait(3).exit).toMatchObject({ code: 124, terminationMessage: `not ready after 3 s: schema: ${STATE}\n` });
  }, 30_000);

  test('says once that it may not ask, and waits on; an optional one goes on', async () => {
    answer = { status: 403, body: { kind: 'Status' } };
    const { code, output } = await wait(8).exit;
    expect(code).toBe(124);
    expect(output.match(/the API server answers 403: the pod's ServiceAccount may not read it \(yet\)/g)).toHaveLength(1);
    answer = { status: 200, body: JOB([FAILED]) };
    const optional = await wait(20, ['--optional', '15']).exit;
    expect(optional).toMatchObject({ code: 0, output: expect.stringContaining('not ready, but optional: going on (Job migrate-1 has failed: BackoffLimitExceeded') });
  }, 40_000);

  test('shows no token in a line or an argument', async () => {
    answer = { status: 404, body: {} };
    const running = wait(4);
    await said(running, 'exit code 1');
    const words = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid)).map((pid) => {
      try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { return ''; }
    });
    expect(words.filter((line) => line.includes('a-token'))).toEqual([]);
    expect((await running.exit).output).not.toContain('a-token');
  }, 30_000);
});
