import * as kplus from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkMetadata } from '../checks/metadata';
import { isSubdomain } from '../checks/names';
import { checkKind } from '../checks/objects';
import { checkDuration, checkFlag, checkMade, checkOneOf, checkPattern, checkRecord, checkWhole, isRecord } from '../checks/values';
import { refuse } from '../errors';
import type { NOT_OF_WORKLOADS } from '../messages/expected-properties';
import { notATimeZone, notNamed } from '../messages/workload';
import type { PodSecurity } from '../manifest/pod-security';
import type { PodProps, RollingPodProps } from './pod-props';

type Check = (at: IConstruct, what: string, value: unknown) => unknown;

const choice = (choices: Readonly<Record<string, string>>): Check => (at, what, value) => checkOneOf(at, what, value, Object.values(choices));
const record = (of: string): Check => (at, what, value) => checkRecord(at, what, value, of);
const duration = (least: 0 | 1): Check => (at, what, value) => checkDuration(at, what, value, least);
const whole: Check = (at, what, value) => checkWhole(at, what, value, 0);
const named = (kind: string): Check => (at, what, value) => {
  checkKind(at.node.path, kind, value);
  if (!isRecord(value) || typeof value.name !== 'string') refuse(at, 'object-kind', notNamed(what, kind, isSubdomain(value) ? value : 'NAME'), value);
};

const METADATA: Check = (at, what, value) => checkMetadata(at, what, value);
const TIME_ZONE = /^(?!local$)[A-Za-z][A-Za-z0-9_+/-]*$/i;

/** What Node finds in the time zone database: `CEST` is none, and Kubernetes looks for the very letters. */
function isTimeZone(name: string): boolean {
  try {
    const found = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return found === name || found.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}

/** How what cdk8s-plus is handed is checked: it looks at it late, or not at all. */
const CHECKS: Readonly<Record<string, Check>> = {
  metadata: METADATA, podMetadata: METADATA, serviceAccount: named('ServiceAccount'), automountServiceAccountToken: checkFlag,
  dockerRegistryAuth: named('Secret'), terminationGracePeriod: duration(0), dns: record('hostname, policy, nameservers …'), isolate: checkFlag,
  restartPolicy: choice(kplus.RestartPolicy), backoffLimit: whole, activeDeadline: duration(1), ttlAfterFinished: duration(0),
  replicas: whole, minReady: duration(0), progressDeadline: duration(1),
  strategy: (at, what, value) => checkMade(at, what, value, '_toKube', 'DeploymentStrategy.recreate() or StatefulSetUpdateStrategy.onDelete()'),
  podManagementPolicy: choice(kplus.PodManagementPolicy),
  concurrencyPolicy: choice(kplus.ConcurrencyPolicy), startingDeadline: duration(0), suspend: checkFlag,
  successfulJobsRetained: whole, failedJobsRetained: whole, parallelism: whole, completions: whole,
  timeZone: (at, _, value) => isTimeZone(checkPattern(at, 'schedule', notATimeZone, TIME_ZONE, value)) || refuse(at, 'schedule', notATimeZone, value),
};

/**
 * The properties that cdk8s-plus takes as they are, checked: all but those of this library, and none that is undefined, for it
 * takes that in the place of its own default.
 */
export function forKplus<T extends PodProps<PodSecurity> & RollingPodProps>(
  at: IConstruct, props: T,
): Omit<T, 'podSecurity' | 'podSecurityBecause' | 'programs' | 'fsGroup' | 'imagePullPolicy' | 'sysctls' | 'rollOnConfigChange' | keyof typeof NOT_OF_WORKLOADS> {
  const {
    podSecurity: _level, podSecurityBecause: _because, programs: _programs, fsGroup: _group, imagePullPolicy: _pull, sysctls: _sysctls,
    rollOnConfigChange: _roll, ...rest
  } = props;
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  for (const [what, value] of given) CHECKS[what]?.(at, what, value);
  // What is not there has been refused.
  return Object.fromEntries(given) as never;
}
