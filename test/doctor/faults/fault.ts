import type { Json } from '../../cluster/support/kubectl';
import { podSpec, service, sh, workload } from '../../cluster/support/facts';

/** A mistake that keeps a pod from starting, made on a real cluster. */
export interface Fault {
  /** Its name, and that of its namespace and of its recording. */
  readonly id: string;
  /** The cause that doctor is to name. */
  readonly cause: string;
  /** What its verdict is to contain. */
  readonly says: readonly string[];
  /** The object that is asked about: `POD`, or as `deploy/NAME`. */
  readonly target: string;
  readonly objects: readonly Json[];
  /** The Pod Security level of its namespace. */
  readonly level?: 'restricted';
  /** What is done after a while, as arguments of kubectl. */
  readonly then?: readonly string[];
}

/** A Deployment of one pod, whose init containers come first. */
export const web = (init: readonly Json[], more: Json = {}, app: Json = sh('app', 'exec sleep 1000')): Json =>
  workload('Deployment', 'web', podSpec(init, app, more), { replicas: 1 });

interface ServerOptions {
  readonly app?: Json;
  readonly selector?: Json;
  readonly ports?: readonly Json[];
}

const HTTPD = { ...sh('server', 'echo ok >/tmp/index.html; exec httpd -f -p 8080 -h /tmp'), ports: [{ containerPort: 8080 }] };

/** A server that answers on port 8080, and its Service. */
export const server = (name: string, more: ServerOptions = {}): readonly Json[] => [
  workload('Deployment', name, podSpec([], { ...HTTPD, ...more.app }), { replicas: 1 }),
  service(name, more.selector ?? { app: name }, more.ports ? { ports: more.ports } : {}),
];

/** The loop that people write around a question. */
export const until = (question: string, name = 'wait'): Json => sh(name, `until ${question}; do echo waiting; sleep 2; done`);

export const mounts = (container: Json, ...volumeMounts: Json[]): Json => ({ ...container, volumeMounts });
export const configMap = (name: string, data: Json): Json => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
export const env = (container: Json, name: string, valueFrom: Json): Json => ({ ...container, env: [{ name, valueFrom }] });
