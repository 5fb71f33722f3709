/**
 * `npm run test:cluster`: the end-to-end tests, on the cluster that KUBECONFIG names, or on that of ../shared/cluster, which is
 * started, and stopped again if it was not running. Where there is none, all tests are reported as skipped, by count.
 * Arguments go to jest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { argumentOf, countsOf } from './jest-report';
import { jestTwice } from './jest-twice';
import { root } from './root';
import { run } from './run';

const shared = join(root, '../shared/cluster');
const pids = '/run/k8s-cluster';
const sharedConfig = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'k8s-cluster/state/kubeconfig');
/** Most of the time the tests wait for Pods: more of them than there are processors run side by side. */
const FILES_AT_A_TIME = 6;

type Environment = Readonly<Record<string, string | undefined>>;

interface Cluster {
  /** What tests and kubectl need to reach it. */
  readonly env: Environment;
  readonly stop: () => void;
}

function answers(env: Environment): boolean {
  return run('kubectl', ['get', '--raw', '/readyz', '--request-timeout=5s'], { env, quiet: true }).ok;
}

/** The process ids of what `up` has started; none where nothing was. */
function processes(): readonly number[] {
  const files = existsSync(pids) ? readdirSync(pids).filter((file) => file.endsWith('.pid')) : [];
  return files.map((file) => Number(readFileSync(join(pids, file), 'utf8').split(' ')[0]));
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

function find(): Cluster | string {
  const given = process.env.KUBECONFIG;
  if (given !== undefined && given !== sharedConfig) return { env: {}, stop: () => undefined };
  if (!existsSync(join(shared, 'up'))) return given === undefined ? 'neither KUBECONFIG nor ../shared/cluster is there' : { env: {}, stop: () => undefined };
  const running = answers({ KUBECONFIG: sharedConfig });
  let env: Environment | undefined = running ? { KUBECONFIG: sharedConfig, PATH: `${join(sharedConfig, '../../bin')}:${process.env.PATH ?? ''}` } : start();
  // kube-proxy ends when `up` writes its configuration again, the same or not: what runs is left alone, what has ended is started.
  for (let tries = 0; tries < 3 && env !== undefined && !processes().every(isAlive); tries++) {
    env = start();
    spawnSync('sleep', ['3']);
  }
  if (env === undefined || !answers(env)) return '../shared/cluster cannot be started';
  const known = env;
  if (!run(join(root, 'test/cluster/images/build'), [shared], { env }).ok) console.error('Images of the tests could not be made: what needs them fails.');
  return { env, stop: () => { if (!running) stop(known); } };
}

/** Starts what is not running; returns the variables that its line for the shell sets. */
function start(): Environment | undefined {
  const script = 'line=$("$1/up") || exit; eval "$line"; env -0';
  const { status, stdout } = spawnSync('bash', ['-c', script, 'bash', shared], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (status !== 0) return undefined;
  return Object.fromEntries(stdout.split('\0').filter((line) => line.includes('=')).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** Somebody else's tests may have begun meanwhile. */
function stop(env: Environment): void {
  const ours = 'go-template={{range .items}}{{if not .metadata.deletionTimestamp}}{{.metadata.name}} {{end}}{{end}}';
  const { output } = run('kubectl', ['get', 'namespaces', '-l', 'cdk8s-prelude-test', '-o', ours], { env, quiet: true });
  if (output.trim() !== '') console.log(`The cluster is left running: ${output.trim()} ${output.trim().includes(' ') ? 'are' : 'is'} there.`);
  else run(join(shared, 'down'), [], { env });
}

function main(args: readonly string[]): number {
  const cluster = find();
  const missing = typeof cluster === 'string';
  if (missing) console.log(`There is no cluster: ${cluster}. Its tests are skipped.`);
  const temporary = mkdtempSync(join(tmpdir(), 'prelude-cluster-'));
  try {
    const file = argumentOf(args, '--outputFile') ?? join(temporary, 'report.json');
    const more = args.filter((arg) => arg !== '--json' && !arg.startsWith('--outputFile='));
    const workers = more.some((arg) => /^(--maxWorkers|-w|--runInBand|-i)/.test(arg)) ? [] : [`--maxWorkers=${FILES_AT_A_TIME}`];
    const { ok, report } = jestTwice(file, [
      ...workers, '--testPathIgnorePatterns=/node_modules/', '--testTimeout=300000',
      `--rootDir=${root}`, ...more, ...(more.some((arg) => arg.includes('test/cluster')) ? [] : ['test/cluster']),
    ], missing ? { KUBECONFIG: undefined } : cluster.env);
    const { passed, failed, skipped } = countsOf(report, ok);
    console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    if (!missing) cluster.stop();
  }
}

process.exitCode = main(process.argv.slice(2));
