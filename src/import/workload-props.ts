import { type Code, type CodeRecord, made, name } from './code';
import type { PodSecurity } from '../manifest/pod-security';
import type { ImportedWorkload, Json, WorkloadKind } from './read';

/** What the constructor of a workload can be told of the manifest; the rest comes by patches. */
export function workloadProps({ kind, manifest, pod }: ImportedWorkload, level: PodSecurity): CodeRecord {
  const { spec } = pod;
  return {
    metadata: metadataOf(manifest.metadata),
    ...(kind === 'Pod' ? {} : { podMetadata: podMetadataOf(pod.metadata) }),
    ...ofKind(kind, manifest),
    ...(level === 'restricted' ? {} : { podSecurity: level, podSecurityBecause: 'imported from a manifest that does not meet a stricter level' }),
    ...(spec.securityContext?.fsGroup === undefined ? {} : { fsGroup: spec.securityContext.fsGroup }),
    automountServiceAccountToken: spec.automountServiceAccountToken ?? true,
    ...(spec.terminationGracePeriodSeconds === undefined ? {} : { terminationGracePeriod: seconds(spec.terminationGracePeriodSeconds) }),
  };
}

const seconds = (count: unknown): Code => made('Duration.seconds', count as number);

function metadataOf({ name: called, namespace, labels, annotations }: Json): CodeRecord {
  return { name: called, namespace, labels: nonEmpty(labels), annotations: nonEmpty(annotations) };
}

const nonEmpty = (map: Json | undefined): CodeRecord | undefined => (map && Object.keys(map).length > 0 ? map as CodeRecord : undefined);

function podMetadataOf({ labels, annotations }: Json = {}): CodeRecord | undefined {
  return nonEmpty(labels) || nonEmpty(annotations) ? { labels: nonEmpty(labels), annotations: nonEmpty(annotations) } : undefined;
}

function ofKind(kind: WorkloadKind, { spec }: Json): CodeRecord {
  const select = { select: nonEmpty(spec.selector?.matchLabels) };
  switch (kind) {
    case 'Deployment': return {
      ...select, replicas: spec.replicas ?? 1,
      ...(spec.strategy?.type === 'Recreate' ? { strategy: made('DeploymentStrategy.recreate') } : {}),
      ...(spec.progressDeadlineSeconds === undefined ? {} : { progressDeadline: seconds(spec.progressDeadlineSeconds) }),
      ...(spec.minReadySeconds > 0 ? { minReady: seconds(spec.minReadySeconds) } : {}),
      rollOnConfigChange: false,
    };
    case 'StatefulSet': return {
      ...select, replicas: spec.replicas ?? 1, service: name('SERVICE'),
      ...(spec.podManagementPolicy === 'Parallel' ? { podManagementPolicy: name('PodManagementPolicy.PARALLEL') } : {}),
      rollOnConfigChange: false,
    };
    case 'DaemonSet': return { ...select, rollOnConfigChange: false };
    case 'Job': return finite(spec);
    case 'CronJob': return {
      schedule: made('Cron.schedule', cron(spec.schedule)), ...finite(spec.jobTemplate?.spec ?? {}),
      ...(typeof spec.timeZone === 'string' ? { timeZone: spec.timeZone } : {}),
      concurrencyPolicy: name(`ConcurrencyPolicy.${String(spec.concurrencyPolicy ?? 'Allow').toUpperCase()}`),
      ...(spec.suspend === true ? { suspend: true } : {}),
    };
    case 'Pod': return {};
  }
}

function finite(spec: Json): CodeRecord {
  const { backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, parallelism, completions, podReplacementPolicy, template } = spec;
  return {
    ...(template?.spec?.restartPolicy === 'OnFailure' ? { restartPolicy: name('RestartPolicy.ON_FAILURE') } : {}),
    ...(backoffLimit === undefined ? {} : { backoffLimit }),
    ...(activeDeadlineSeconds > 0 ? { activeDeadline: seconds(activeDeadlineSeconds) } : {}),
    ...(ttlSecondsAfterFinished === undefined ? {} : { ttlAfterFinished: seconds(ttlSecondsAfterFinished) }),
    ...(parallelism === undefined ? {} : { parallelism }),
    ...(completions === undefined ? {} : { completions }),
    ...(podReplacementPolicy === undefined ? {} : { podReplacementPolicy }),
  };
}

/** `5 4 * * 1` as cdk8s takes it; words such as `@daily` come by a patch. */
function cron(schedule: unknown): CodeRecord {
  const [minute, hour, day, month, weekDay, more] = String(schedule).trim().split(/\s+/);
  return weekDay === undefined || more !== undefined ? { minute: '0' } : { minute, hour, day, month, weekDay };
}

