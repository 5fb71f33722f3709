import { ApiObject, Names } from 'cdk8s';
import { jobElsewhere } from '../../messages/migration-job';
import type { ScriptName } from '../../scripts/embedded';
import { type Access, accessTo, notesOfAccess, TOKEN } from '../../step/api-access';
import type { LibraryDefinition } from '../../step/definition';
import type { Step } from '../../step/step';
import type { PodTemplate } from '../../template/pod-template';
import type { MountSpec } from '../../template/volume-spec';
import type { Workload } from '../../workload/workload';
import { clientMount, installClient } from '../database/lock/client';
import type { TargetSpec, WatchedJob } from './target';

/** What a wait needs to see that a Job has failed. */
type Watch = Pick<LibraryDefinition, 'brings' | 'first' | 'notes'> & { readonly parts: readonly ScriptName[]; readonly mounts: readonly MountSpec[] };

/** The Jobs that targets watch: curl, a token for this container alone, and a Role that may get these Jobs and nothing else. */
export function watchedJobs(at: Step, template: PodTemplate, specs: readonly TargetSpec[]): Watch {
  const asked = specs.flatMap(({ _job }) => _job ?? []);
  const jobs = [...new Set(asked.filter((job) => isNear(at, job)).map(({ name }) => name))];
  const elsewhere = asked.filter((job) => !isNear(at, job)).map(({ name, namespace }) => jobElsewhere(at.name, name, namespace));
  if (jobs.length === 0) return { parts: [], mounts: [], notes: elsewhere };
  const accesses = jobs.map((name): Access => ({ apiGroup: 'batch', resource: 'jobs', name, verbs: ['get'] }));
  return {
    parts: ['clients', 'kube-api', 'watch-job'],
    mounts: [TOKEN, clientMount('curl')],
    brings: Object.assign({}, ...accesses.map((access, index) => {
      const prefix = index === 0 ? 'job-' : `job-${index + 1}-`;
      return accessTo(at, prefix, Names.toDnsLabel(at, { extra: [`${prefix}reader`] }), access);
    })),
    first: () => installClient(at.node.scope as Workload<any>, template, 'curl', `"${at.name}", which watches a Job by it`),
    notes: [...elsewhere, ...notesOfAccess(at, accesses)],
  };
}

/** What the program is told of the Job of a target. */
export const jobFlags = (at: Step, { _job }: TargetSpec): readonly string[] => (_job === undefined || !isNear(at, _job) ? [] : ['--job', _job.name]);

/** A Role holds in its own namespace, and a token asks for those of its pod. */
const isNear = (at: Step, { namespace }: WatchedJob): boolean =>
  ApiObject.of((at.node.scope as Workload<any>).resource).metadata.namespace === namespace;
