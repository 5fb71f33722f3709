import { morePodsThanOne, scaledByOthers } from '../messages/one-at-a-time';
import { type Field, isSet, shown } from '../manifest/types';
import type { LibraryRule } from './rule';

interface Scaled {
  readonly spec?: Field<{
    readonly parallelism?: Field<number>;
    readonly podReplacementPolicy?: Field<string>;
    readonly replicas?: Field<number>;
  }>;
}

/** What handles know a pod by. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const singleton: LibraryRule = {
  id: 'singleton',
  needs: ['facts'],
  title: 'A step that relies on there being only one pod runs in a workload with only one pod',
  why: 'The library accepted the code because only one pod runs at a time; a patch allows two, which then run the step at the same time.',
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy',
  check({ kind, manifest, singleton: steps, path }, report) {
    if (steps === undefined || steps.length === 0) return;
    const { parallelism, podReplacementPolicy, replicas } = (manifest as Scaled).spec ?? {};
    const id = idOf(path);
    const say = (field: string, given: Field<string | number>) => {
      for (const step of steps) report({ where: `spec.${field}`, sentence: morePodsThanOne(id, step), given: isSet(given) ? shown(given) : 'nothing' });
    };
    if (kind === 'StatefulSet' && isSet(replicas) && replicas > 1) say('replicas', replicas);
    // The library always says how many: where that is gone, somebody else scales it.
    if (kind === 'StatefulSet' && !isSet(replicas)) for (const step of steps) report({ where: 'spec.replicas', sentence: scaledByOthers(id, step, kind) });
    if (kind !== 'Job') return;
    if (isSet(parallelism) && parallelism > 1) say('parallelism', parallelism);
    if (podReplacementPolicy !== 'Failed') say('podReplacementPolicy', podReplacementPolicy);
  },
};
