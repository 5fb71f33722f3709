import { spawn } from 'node:child_process';

/** What came of a kubectl command. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a kubectl command is run. */
export interface KubectlOptions {
  readonly input?: string;
  /** After how long it is ended. */
  readonly seconds?: number;
  /** Return a failure instead of throwing it. */
  readonly mayFail?: boolean;
}

/** An object of Kubernetes, as kubectl prints it. */
export type Json = any;

/** Runs kubectl as a child process, against the cluster of KUBECONFIG. */
export const kubectl = (args: readonly string[], options?: KubectlOptions): Promise<Outcome> => run('kubectl', args, options);

/** Runs a line of shell whose kubectl works in a namespace. */
export const shell = (namespace: string, line: string): Promise<Outcome> =>
  run('sh', ['-euc', `kubectl() { command kubectl --namespace ${namespace} "$@"; }; ${line}`]);

async function run(program: string, args: readonly string[], options: KubectlOptions = {}): Promise<Outcome> {
  const child = spawn(program, args, { stdio: 'pipe' });
  const timer = setTimeout(() => child.kill('SIGKILL'), (options.seconds ?? 60) * 1000);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status ?? 137));
  });
  clearTimeout(timer);
  if (code !== 0 && options.mayFail !== true) throw new Error(`${program} ${args.join(' ')} exited with ${code}: ${stderr}${stdout}`);
  return { code, stdout, stderr };
}

/** An event of a watch. */
interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Json;
}

/**
 * Watches objects until a condition holds for those that exist, and returns what the condition returned.
 *
 * @param args what `kubectl get` takes, such as `['pods', '-n', 'shop']`
 * @param condition undefined means: not yet
 * @returns undefined where the condition did not hold in time
 */
export async function watch<T>(
  args: readonly string[], condition: (objects: readonly Json[]) => T | undefined, seconds: number,
): Promise<T | undefined> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const left = deadline - performance.now();
    if (left <= 0) return undefined;
    const result = await watchOnce(args, condition, left);
    if (result !== 'ended') return result.value;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function watchOnce<T>(
  args: readonly string[], condition: (objects: readonly Json[]) => T | undefined, milliseconds: number,
): Promise<'ended' | { readonly value: T | undefined }> {
  const objects = new Map<string, Json>();
  const child = spawn('kubectl', ['get', ...args, '--watch', '--output-watch-events', '--output=json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve, reject) => {
    const end = (result: 'ended' | { readonly value: T | undefined }) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(result);
    };
    const timer = setTimeout(() => end({ value: undefined }), milliseconds);
    const test = () => {
      try {
        const value = condition([...objects.values()]);
        if (value !== undefined) end({ value });
      } catch (error) {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      // One event a line.
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n')) {
        const { type, object } = JSON.parse(text.slice(0, at)) as WatchEvent;
        text = text.slice(at + 1);
        if (type === 'DELETED') objects.delete(object.metadata.uid);
        else objects.set(object.metadata.uid, object);
        test();
      }
    });
    child.on('error', reject).on('close', () => end('ended'));
    // Nothing is printed where there is nothing: that may be what is waited for.
    setTimeout(() => { if (objects.size === 0 && child.exitCode === null) test(); }, 1000).unref();
  });
}
