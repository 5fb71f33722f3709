import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandDoctor } from '../../src/cli/command-doctor';
import { UsageError } from '../../src/cli/usage-error';
import { temporaryDirectory } from '../support/temporary';

/* The command, with a kubectl that tells what was recorded, and notes what it was asked. */

const root = join(__dirname, '../..');
const TSX = join(root, 'node_modules/tsx/dist/cli.mjs');
const recorded = (id: string) => join(__dirname, 'recorded', `${id}.json`);

/** A kubectl over a recording: a file for each answer; `forbidden` are resources that the user may not see. */
function fakeKubectl(id: string, forbidden = ''): { readonly path: string; readonly asked: () => readonly string[][] } {
  const directory = temporaryDirectory('doctor-');
  const { objects, logs } = JSON.parse(readFileSync(recorded(id), 'utf8')) as { objects: readonly { kind: string }[]; logs: Record<string, string> };
  const kinds = ['pods', 'events', 'services', 'endpointslices', 'persistentvolumeclaims', 'deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs'];
  for (const kind of kinds.filter((one) => !forbidden.split(',').includes(one))) {
    writeFileSync(join(directory, `get ${kind}`), JSON.stringify({ kind: 'List', items: objects.filter((object) => `${object.kind.toLowerCase()}s` === kind) }));
  }
  if (!forbidden.includes('logs')) for (const [key, log] of Object.entries(logs)) writeFileSync(join(directory, `logs ${key}`), log);
  writeFileSync(join(directory, 'kubectl'), `#!/bin/sh
{ printf '%s\\t' "$@"; echo; } >>'${directory}/asked'
case $1 in get) file="get \${2%%.*}" ;; *) file="$1 $2 $4"; case "$*" in *--previous*) file="$file --previous" ;; esac ;; esac
[ -f "${directory}/$file" ] || { echo "Error from server (Forbidden): \${2%%.*} is forbidden" >&2; exit 1; }
exec /bin/cat "${directory}/$file"
`);
  chmodSync(join(directory, 'kubectl'), 0o755);
  return { path: directory, asked: () => readFileSync(join(directory, 'asked'), 'utf8').trim().split('\n').map((line) => line.split('\t')) };
}

interface Told {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command in this process, with a kubectl of a directory. */
async function doctor(args: readonly string[], { path = '/nowhere' }: { readonly path?: string } = {}): Promise<Told> {
  const [before, told] = [process.env.PATH, { stdout: '', stderr: '' }];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => { told.stdout += String(text); return true; });
  const error = jest.spyOn(console, 'error').mockImplementation((text) => { told.stderr += `${String(text)}\n`; });
  process.env.PATH = path;
  try {
    return { status: await commandDoctor(args), ...told };
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    return { status: 2, ...told, stderr: `${told.stderr}${thrown.message}\n` };
  } finally {
    process.env.PATH = before;
    out.mockRestore();
    error.mockRestore();
  }
}

/** The same as a process, into which something is piped. */
function piped(args: readonly string[], input: string) {
  const { FORCE_COLOR: _, ...env } = process.env;
  return spawnSync(process.execPath, [TSX, join(root, 'src/cli/main.ts'), 'doctor', ...args], { input, encoding: 'utf8', env: { ...env, PATH: '/nowhere' } });
}

test('says in one line why, then the evidence and the next command; ends with 1', async () => {
  const { path, asked } = fakeKubectl('step-wrong-name');
  const { status, stdout, stderr } = await doctor(['deploy/test-web', '-n', 'shop', '--context', 'prod'], { path });
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^Pod test-web-\S+ does not start: step "wait-for-db" \(WaitForService of test\/web\) .*did you mean "database"\? It says: "the name does not resolve"$/);
  expect(lines.slice(1, -1).join('\n')).toMatch(/^ {2}since .*\n {2}log of wait-for-db: /);
  expect(lines.at(-1)).toBe('  next: kubectl -n doctor-step-wrong-name get services');
  expect([status, stderr]).toEqual([1, '']);
  // It only reads, and neither Secrets nor ConfigMaps.
  expect(asked().map(([verb]) => verb)).toEqual(expect.arrayContaining(['get', 'logs']));
  expect(asked().filter(([verb, what = '']) => !['get', 'logs'].includes(verb!) || /secret|configmap/i.test(what))).toEqual([]);
  expect(asked().every((args) => args.includes('--namespace=shop') && args.includes('--context=prod'))).toBe(true);
});

test('looks at what the user may see, says what it has not seen, and does without logs', async () => {
  const { path } = fakeKubectl('wait-wrong-port', 'endpointslices,jobs,cronjobs,logs');
  const { status, stdout, stderr } = await doctor(['deploy/web'], { path });
  expect(stdout).toContain('Service "db" has no port 5432: it has 80');
  expect(stderr).toBe('not read, because you have no permission: endpointslices.discovery.k8s.io, jobs.batch, cronjobs.batch\n');
  expect(status).toBe(1);
  const quiet = fakeKubectl('wait-wrong-port');
  expect((await doctor(['deploy/web', '--no-logs'], quiet)).status).toBe(1);
  expect(quiet.asked().some(([verb]) => verb === 'logs')).toBe(false);
  expect(await doctor([], fakeKubectl('wait-wrong-port', 'pods'))).toMatchObject({ status: 2, stderr: 'kubectl: Error from server (Forbidden): pods is forbidden\n', stdout: '' });
});

test('reads what somebody pipes in, a pod of it or all, as text or JSON', async () => {
  const input = JSON.stringify({ kind: 'List', items: (JSON.parse(readFileSync(recorded('secret-key'), 'utf8')) as { objects: unknown }).objects });
  const text = piped(['-'], input);
  expect(text.stdout).toMatch(/^Pod web-\S+ does not start: step "migrate" cannot start: Secret "db-credentials" has no key "passwd"\n/);
  const { version, verdicts } = JSON.parse(piped(['-', 'deploy/web', '--format', 'json'], input).stdout) as { version: number; verdicts: object[] };
  expect(version).toBe(1);
  expect(verdicts).toEqual([expect.objectContaining({ cause: 'secret-key', container: 'migrate', stuck: true, more: 0, next: expect.stringContaining('kubectl') })]);
  expect(await doctor(['deploy/other'], fakeKubectl('well'))).toMatchObject({ status: 2, stderr: 'deploy/other was not found\n' });
});

test('ends with 0 where nothing is stuck', async () => {
  expect(await doctor([], fakeKubectl('well'))).toMatchObject({ status: 0, stdout: '1 pod checked: nothing is stuck\n' });
  expect((await doctor(['job/done'], fakeKubectl('well-job'))).stdout).toMatch(/^Pod done-\S+ has completed\n$/);
});

test('is told in one line what is used wrongly', async () => {
  const once = async (args: readonly string[]) => {
    const { status, stderr, stdout } = await doctor(args);
    return [status, stderr.trim().split('\n').length, stdout, stderr] as const;
  };
  expect(await once(['web'])).toEqual([2, 1, '', expect.stringContaining('kubectl was not found')]);
  expect(piped(['-'], 'not json: [')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^.*kubectl get pods,events -o json.*\n$/) });
  expect(await once(['foo/bar'])).toEqual([2, 1, '', expect.stringContaining('"foo/bar" is not a pod or a workload')]);
  expect(await once(['--as=root; rm -rf /'])).toEqual([2, 1, '', expect.stringContaining('--as')]);
  expect(await once(['a', 'b'])).toEqual([2, 1, '', expect.stringContaining('one pod')]);
  expect(await once(['--format', 'xml'])).toEqual([2, 1, '', expect.stringContaining('text or json')]);
  expect((await doctor(['--help'])).stdout).toMatch(/^cdk8s-prelude doctor .*Exit codes:.*Examples:/s);
});
