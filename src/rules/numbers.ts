import * as say from '../messages/validation';
import { placesOf } from '../manifest/places';
import { shown } from '../manifest/types';
import type { LibraryRule } from './rule';

const INT32 = 2 ** 31 - 1;

interface Range {
  readonly steps: readonly string[];
  readonly least: number;
  readonly most?: number;
}

const range = (path: string, least: number, most?: number): Range => ({ steps: path.split('.'), least, ...(most === undefined ? {} : { most }) });
const GROUPS = ['containers', 'initContainers', 'ephemeralContainers'];
const inContainers = (field: string, least: number, most?: number) => GROUPS.map((group) => range(`${group}.*.${field}`, least, most));
const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];
const IDS = ['runAsUser', 'runAsGroup'];

/** Fields of pods. */
const OF_POD: readonly Range[] = [
  ...PROBES.flatMap((probe) => [
    ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'].flatMap((field) => inContainers(`${probe}.${field}`, 0, INT32)),
    // 0 stands for the default, which is 1.
    ...inContainers(`${probe}.successThreshold`, 0, probe === 'readinessProbe' ? INT32 : 1),
  ]),
  ...['startupProbe', 'livenessProbe'].flatMap((probe) => inContainers(`${probe}.terminationGracePeriodSeconds`, 1)),
  range('terminationGracePeriodSeconds', 0), range('activeDeadlineSeconds', 1, INT32),
  ...[...IDS, 'fsGroup', 'supplementalGroups.*'].map((field) => range(`securityContext.${field}`, 0, INT32)),
  ...IDS.flatMap((field) => inContainers(`securityContext.${field}`, 0, INT32)),
];

const ofJob = (prefix: string): readonly Range[] => ['parallelism', 'completions', 'backoffLimit', 'backoffLimitPerIndex', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds']
  .map((field) => range(`${prefix}${field}`, 0, field === 'activeDeadlineSeconds' ? undefined : INT32));

/** Fields of workloads, whichever the kind. */
const OF_WORKLOAD: readonly Range[] = [
  ...['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'].map((field) => range(`spec.${field}`, 0, INT32)),
  ...['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].map((field) => range(`spec.${field}`, 0)),
];

/** Ranges of one root, and what finds their fields. */
interface Ranges {
  readonly ranges: readonly Range[];
  readonly find: ReturnType<typeof placesOf>;
}

const found = (ranges: readonly Range[]): Ranges => ({ ranges, find: placesOf(ranges.map(({ steps }) => steps)) });
const POD = found(OF_POD);
const WORKLOAD = found(OF_WORKLOAD);
const JOB = found([...OF_WORKLOAD, ...ofJob('spec.')]);
const CRON_JOB = found([...OF_WORKLOAD, ...ofJob('spec.jobTemplate.spec.')]);
const OF_KIND: Readonly<Record<string, Ranges>> = { Job: JOB, CronJob: CRON_JOB };

export const numbers: LibraryRule = {
  id: 'numbers',
  title: 'Numbers of probes, users, deadlines and replicas are in the range that Kubernetes accepts',
  why: 'Kubernetes refuses the object.',
  see: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/',
  noSuppression: 'Kubernetes refuses the object',
  check({ containers, kind, manifest, spec }, report) {
    const check = (document: object, { ranges, find }: Ranges) => find(document, (number, where, given) => {
      const { least, most } = ranges[number]!;
      if (Number.isSafeInteger(given) && (given as number) >= least && (given as number) <= (most ?? Infinity)) return;
      report({ where, sentence: say.outOfRange(least, most), given: shown(given) });
    });
    check(spec, POD);
    if (kind !== 'Pod') check(manifest, OF_KIND[kind] ?? WORKLOAD);
    for (const container of containers) {
      const probe = container.json.readinessProbe as { readonly terminationGracePeriodSeconds?: unknown } | null | undefined;
      if (probe?.terminationGracePeriodSeconds === undefined || probe.terminationGracePeriodSeconds === null) continue;
      report({ where: container.at('readinessProbe.terminationGracePeriodSeconds'), sentence: say.readinessGrace });
    }
  },
};
