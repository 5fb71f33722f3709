import { type Field, text } from './types';

/** How many pods of a workload there can be at a time. */
export interface PodsAtOnce {
  /** How many its manifest asks for; `each node` for a DaemonSet, undefined where an autoscaler or a patch decides it. */
  readonly asked: number | 'each node' | undefined;
  /** True where a new pod starts while the old one is still there. */
  readonly surges: boolean;
}

interface Counted {
  readonly kind?: Field<string>;
  readonly spec?: Field<{
    readonly replicas?: Field<number>;
    readonly parallelism?: Field<number>;
    readonly strategy?: Field<{ readonly type?: Field<string>; readonly rollingUpdate?: Field<{ readonly maxSurge?: Field<number | string> }> }>;
    readonly jobTemplate?: Field<{ readonly spec?: Field<{ readonly parallelism?: Field<number> }> }>;
  }>;
}

/** Reads it from the manifest of a workload. */
export function podsAtOnce(manifest: object): PodsAtOnce {
  const { kind, spec } = manifest as Counted;
  const number = (given: unknown, otherwise: number | undefined) => (typeof given === 'number' ? given : otherwise);
  switch (text(kind)) {
    case 'Deployment': {
      const surge = spec?.strategy?.rollingUpdate?.maxSurge ?? '25%';
      const surges = text(spec?.strategy?.type) !== 'Recreate' && surge !== 0 && surge !== '0' && surge !== '0%';
      return { asked: number(spec?.replicas, undefined), surges };
    }
    case 'StatefulSet': return { asked: number(spec?.replicas, 1), surges: false };
    case 'DaemonSet': return { asked: 'each node', surges: false };
    case 'Job': return { asked: number(spec?.parallelism, 1), surges: false };
    case 'CronJob': return { asked: number(spec?.jobTemplate?.spec?.parallelism, 1), surges: false };
    default: return { asked: 1, surges: false };
  }
}
