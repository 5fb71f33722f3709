import type { Json } from './kubectl';
import { describeIn, type Namespace } from './namespace';

/** The image of the pods here, which are as people write them, not as this library does. */
const BUSYBOX = 'docker.io/library/busybox:1.36';

export type Verdict = 'right' | 'wrong' | 'half right';

export interface Facts {
  /**
   * Shows on the cluster whether what people say is right. docs/kubernetes-facts.md has a line of the same id and verdict
   * (test/docs/kubernetes-facts.test.ts).
   *
   * @param objects applied before the first test of the file begins, so that all pods run at the same time
   */
  readonly fact: (id: string, verdict: Verdict, objects: readonly Json[], shown: () => Promise<void>) => void;
}

/** Facts in a namespace of their own. */
export function describeFacts(title: string, name: string, body: (namespace: Namespace, facts: Facts) => void): void {
  describeIn(`facts: ${title}`, 'privileged', name, (namespace) => {
    const all: Json[] = [];
    const tests: (() => void)[] = [];
    body(namespace, {
      fact: (id, verdict, objects, shown) => {
        all.push(...objects);
        tests.push(() => test(`${id}: ${verdict}`, shown));
      },
    });
    beforeAll(() => apply(namespace, all));
    tests.forEach((add) => add());
  });
}

export async function apply(namespace: Namespace, objects: readonly Json[]): Promise<void> {
  if (objects.length > 0) await namespace.kubectl(['apply', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }) });
}

/** What the API server says where it refuses an object. */
export async function refusal(namespace: Namespace, object: Json): Promise<string> {
  const { code, stderr } = await namespace.kubectl(['create', '--dry-run=server', '-f', '-'], { input: JSON.stringify(object), mayFail: true });
  return code === 0 ? '' : stderr;
}

/** A container that runs a line of shell. */
export const sh = (name: string, script: string, more: Json = {}): Json => ({ name, image: BUSYBOX, command: ['sh', '-c', script], ...more });

export const idle = sh('app', 'exec sleep 1000');

export const podSpec = (init: readonly Json[], app: Json = idle, more: Json = {}): Json => (
  { terminationGracePeriodSeconds: 1, initContainers: init, containers: [app], ...more });

export const pod = (name: string, init: readonly Json[], app?: Json, more?: Json): Json => (
  { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels: { app: name } }, spec: podSpec(init, app, more) });

/** A Deployment, StatefulSet or Job. */
export const workload = (kind: string, name: string, template: Json, more: Json = {}): Json => ({
  apiVersion: kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind,
  metadata: { name },
  spec: { ...(kind === 'Job' ? {} : { selector: { matchLabels: { app: name } } }), template: { metadata: { labels: { app: name } }, spec: template }, ...more },
});

export const service = (name: string, selector: Json, more: Json = {}): Json => (
  { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80, targetPort: 8080 }], ...more } });

/** A volume that all containers given see at the same path. */
export const sharing = (path: string, containers: readonly Json[]): readonly Json[] => (
  containers.map((container) => ({ ...container, volumeMounts: [...(container.volumeMounts ?? []), { name: 'shared', mountPath: path }] })));

export const EMPTY = { name: 'shared', emptyDir: {} };

export const initStatus = (of: Json, name: string): Json => (of.status.initContainerStatuses ?? []).find((status: Json) => status.name === name);
export const appStatus = (of: Json): Json => of.status.containerStatuses?.[0];

export const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
