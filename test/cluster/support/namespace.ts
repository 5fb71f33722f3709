import { randomBytes } from 'node:crypto';
import type { PodSecurity } from '../../../src';
import { type Json, kubectl, type KubectlOptions, type Outcome, shell, watch } from './kubectl';
import { describePod } from './pods';

// A busy node is late with a status now and then. What failed at first is printed, and listed at the end of the run (tools/test-cluster.ts).
// The programs of bench/ use namespaces too, without jest.
if (typeof jest !== 'undefined') jest.retryTimes(1, { logErrorsBeforeRetry: true });

/** Every namespace of these tests has this label: what a killed run leaves behind is found by it. */
export const TEST_LABEL = 'cdk8s-prelude-test';

/** A namespace of one test file, which enforces a Pod Security level. */
export class Namespace {
  readonly name: string;

  constructor(title: string, readonly level: PodSecurity) {
    this.name = `prelude-${title}-${randomBytes(3).toString('hex')}`;
  }

  async create(): Promise<void> {
    const { name, level } = this;
    const labels = {
      [TEST_LABEL]: 'true',
      'pod-security.kubernetes.io/enforce': level,
      'pod-security.kubernetes.io/warn': level,
    };
    await kubectl(['create', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }) });
    // Pods are refused until the namespace has its service account.
    await kubectl(['wait', '--for=create', 'serviceaccount/default', '--namespace', name, '--timeout=60s'], { seconds: 70 });
  }

  /** Leaves nothing behind, and does not wait for it. */
  async remove(): Promise<void> {
    const workloads = 'deployments,statefulsets,daemonsets,jobs,cronjobs,replicasets';
    // The owners first, and without their pods: they would be made again, or end after their whole grace period.
    await this.kubectl(['delete', workloads, '--all', '--cascade=orphan', '--wait=false'], { mayFail: true });
    await this.kubectl(['delete', 'pods', '--all', '--grace-period=1', '--wait=false'], { mayFail: true });
    await kubectl(['delete', 'namespace', this.name, '--wait=false'], { mayFail: true });
  }

  kubectl(args: readonly string[], options?: KubectlOptions): Promise<Outcome> {
    return kubectl(['--namespace', this.name, ...args], options);
  }

  /** What a line prints that a start-up plan says, pasted into a shell: it names no namespace, and means that of its reader. */
  async paste(line: string): Promise<string> {
    return (await shell(this.name, line)).stdout;
  }

  /** Applies manifests; a warning of the admission is a failure. */
  async apply(yaml: string): Promise<void> {
    const { stderr } = await this.kubectl(['apply', '-f', '-'], { input: yaml });
    if (/warning/i.test(stderr)) throw new Error(`kubectl apply warns: ${stderr}`);
  }

  /** One object. */
  async get(kind: string, name: string): Promise<Json> {
    return JSON.parse((await this.kubectl(['get', kind, name, '-o', 'json'])).stdout);
  }

  /** The events of the namespace, oldest first. */
  async events(): Promise<string> {
    const { stdout } = await this.kubectl(['get', 'events', '--sort-by=.lastTimestamp'], { mayFail: true });
    return stdout.split('\n').slice(-15).join('\n');
  }

  /** What a container has written; of its previous run if asked. */
  async logs(pod: string, container: string, previous = false): Promise<string> {
    return (await this.kubectl(['logs', pod, '-c', container, ...(previous ? ['--previous'] : [])])).stdout;
  }

  /**
   * Waits until a condition holds for the objects of a kind, says so, and throws with what it sees when it does not in time.
   *
   * @param what what is waited for, in words
   * @param kind the kind, and a label selector or a name if not all are meant
   */
  async until<T>(
    what: string, kind: string, condition: (objects: readonly Json[]) => T | undefined, { name, selector, seconds = 180 }: UntilOptions = {},
  ): Promise<T> {
    const start = performance.now();
    this.say(`waits for ${what}`);
    const args = [kind, '--namespace', this.name, ...(name === undefined ? [] : [`--field-selector=metadata.name=${name}`]),
      ...(selector === undefined ? [] : [`--selector=${selector}`])];
    const value = await watch(args, condition, seconds);
    if (value === undefined) throw new Error(`gave up waiting for ${what} after ${seconds} s\n${await this.describe()}`);
    this.say(`${what}: after ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return value;
  }

  /** Waits until one pod, that of a name or of a workload, is as asked. */
  untilPod<T = Json>(
    what: string, pod: PodOf, condition: (pod: Json) => T | undefined | false, seconds?: number,
  ): Promise<T> {
    return this.until(`${what} (${pod.name ?? pod.app})`, 'pods', (pods) => {
      for (const one of pods.filter((each) => pod.name !== undefined || appOf(each) === pod.app)) {
        const value = condition(one);
        if (value !== undefined && value !== false) return value;
      }
      return undefined;
    }, { ...(pod.name === undefined ? {} : { name: pod.name }), ...(seconds === undefined ? {} : { seconds }) });
  }

  /** Waits until a pod is Ready, and returns it. */
  untilReady(pod: PodOf, seconds?: number): Promise<Json> {
    return this.untilPod('ready', pod, (one) => (isReady(one) && one.metadata.deletionTimestamp === undefined ? one : undefined), seconds);
  }

  /** Deletes a pod, with its own grace period, and tells how long it took to go. */
  async secondsToDelete(pod: string): Promise<number> {
    const start = performance.now();
    await this.kubectl(['delete', 'pod', pod]);
    const seconds = (performance.now() - start) / 1000;
    this.say(`${pod} was gone after ${seconds.toFixed(2)} s`);
    return seconds;
  }

  /** What there is, for whoever reads a failure. */
  async describe(): Promise<string> {
    const { items } = JSON.parse((await this.kubectl(['get', 'pods', '-o', 'json'])).stdout);
    const pods = await Promise.all((items as Json[]).map(async (pod) => {
      const { stdout } = await this.kubectl(['logs', pod.metadata.name, '--all-containers', '--prefix', '--tail=8'], { mayFail: true });
      return `${describePod(pod)}\n${stdout}`;
    }));
    return `${pods.join('\n')}\n${await this.events()}`;
  }

  say(text: string): void {
    process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${this.name}: ${text}\n`);
  }
}

/** A pod by its name, or any pod of a workload by that one's name. */
export type PodOf = { readonly name: string; readonly app?: undefined } | { readonly app: string; readonly name?: undefined };

export interface UntilOptions {
  readonly name?: string;
  readonly selector?: string;
  readonly seconds?: number;
}

const isReady = (pod: Json): boolean =>
  (pod.status.conditions ?? []).some(({ type, status }: Json) => type === 'Ready' && status === 'True');

/** The workload that a pod belongs to: its owner's name, less the hash that a ReplicaSet adds. */
function appOf(pod: Json): string {
  const [owner] = pod.metadata.ownerReferences ?? [];
  if (owner === undefined) return pod.metadata.name;
  return owner.kind === 'ReplicaSet' ? owner.name.replace(/-[^-]+$/, '') : owner.name;
}

/** True where there is a cluster to test with; `npm run test:cluster` finds or starts one. */
export const hasCluster = process.env.KUBECONFIG !== undefined && process.env.KUBECONFIG !== '';

/**
 * `describe`, with a namespace of its own that enforces a level. Without a cluster the same tests are registered and skipped.
 */
export function describeIn(title: string, level: PodSecurity, name: string, body: (namespace: Namespace) => void): void {
  const namespace = new Namespace(name, level);
  if (!hasCluster) {
    describe.skip(`${title} (missing: a cluster; KUBECONFIG or ../shared/cluster)`, () => body(namespace));
    return;
  }
  describe(title, () => {
    beforeAll(() => namespace.create());
    afterAll(() => namespace.remove());
    body(namespace);
  });
}
