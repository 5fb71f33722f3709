import type { Logs } from '../doctor/cluster';
import { logKey } from '../doctor/cluster';
import type { WantedLog } from '../doctor/doctor';
import { kubectlFails } from '../messages/doctor';
import type { Kubectl } from './kubectl';
import { UsageError } from './usage-error';

/** What is asked for. Secrets and ConfigMaps are not: what is missing of them stands in events. */
const KINDS: Readonly<Record<string, string>> = {
  Pod: 'pods', Event: 'events', Service: 'services', EndpointSlice: 'endpointslices.discovery.k8s.io', PersistentVolumeClaim: 'persistentvolumeclaims',
  Deployment: 'deployments.apps', ReplicaSet: 'replicasets.apps', StatefulSet: 'statefulsets.apps', DaemonSet: 'daemonsets.apps', Job: 'jobs.batch', CronJob: 'cronjobs.batch',
};

/** Objects of a namespace, as far as the user may see them. */
export interface SeenObjects {
  readonly objects: readonly object[];
  /** The kinds that could be read. */
  readonly complete: ReadonlySet<string>;
  /** The kinds that could not. */
  readonly notSeen: readonly string[];
}

/** Reads what doctor looks at. What the user may not see is left out, but for pods. */
export async function readCluster(kubectl: Kubectl): Promise<SeenObjects> {
  const read = await Promise.all(Object.entries(KINDS).map(async ([kind, resource]) => ({ kind, resource, ...await kubectl(['get', resource, '-o', 'json']) })));
  const pods = read.find(({ kind }) => kind === 'Pod')!;
  if (!pods.ok) throw new UsageError(kubectlFails(pods.stderr.trim().split('\n').at(-1) ?? ''));
  return {
    objects: read.filter(({ ok }) => ok).flatMap(({ stdout }) => (JSON.parse(stdout) as { readonly items: readonly object[] }).items),
    complete: new Set(read.filter(({ ok }) => ok).map(({ kind }) => kind)),
    notSeen: read.filter(({ ok }) => !ok).map(({ resource }) => resource),
  };
}

const LINES = '40';
/** Of so many pods at most: more say the same. */
const MOST = 10;

/** The last lines of the logs that help; without those that the user may not read. */
export async function readLogs(kubectl: Kubectl, wanted: readonly WantedLog[]): Promise<ReadonlyMap<string, Logs>> {
  const logs = await Promise.all(wanted.slice(0, MOST).map(async ({ namespace, pod, container, previous }): Promise<[string, Logs]> => {
    const log = async (...more: readonly string[]) => {
      const { ok, stdout } = await kubectl(['logs', pod, '-c', container, `--tail=${LINES}`, ...more, ...namespace === '' ? [] : ['--namespace', namespace]]);
      return ok ? stdout : '';
    };
    const [current, before] = await Promise.all([log(), previous ? log('--previous') : '']);
    return [logKey(namespace, pod, container), { current, previous: before }];
  }));
  return new Map(logs);
}
