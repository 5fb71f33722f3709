import { jobElsewhere } from '../../messages/migration-job';
import type { ScriptName } from '../../scripts/embedded';
import { type Access, accessToAll, type AskingObjects, namespaceOf } from '../../step/api-access';
import type { LibraryDefinition } from '../../step/definition';
import type { Step } from '../../step/step';
import type { PodTemplate } from '../../template/pod-template';
import type { Workload } from '../../workload/workload';
import { clientMount, installClient } from '../database/lock/client';
import type { TargetSpec, WatchedJob } from './target';

/** What a wait needs to see that a Job has failed. */
type Watch = AskingObjects & Pick<LibraryDefinition, 'first'> & { readonly parts: readonly ScriptName[] };

/** The Jobs that targets watch: curl, a token for this container alone, and a Role that may get these Jobs and nothing else. */
export function watchedJobs(at: Step, template: PodTemplate, specs: readonly TargetSpec[]): Watch {
  const asked = specs.flatMap(({ _job }) => _job ?? []);
  const jobs = [...new Set(asked.filter((job) => isNear(at, job)).map(({ name }) => name))];
  const elsewhere = asked.filter((job) => !isNear(at, job)).map(({ name, namespace }) => jobElsewhere(at.name, name, namespace));
  if (jobs.length === 0) return { parts: [], mounts: [], notes: elsewhere };
  const { mounts, brings, notes = [] } = accessToAll(at, 'job-', jobs.map((name): Access => ({ apiGroup: 'batch', resource: 'jobs', name, verbs: ['get'] })));
  return {
    parts: ['clients', 'kube-api', 'watch-job'],
    mounts: [...mounts, clientMount('curl')],
    brings,
    first: () => installClient(at.node.scope as Workload<any>, template, 'curl', `"${at.name}", which watches a Job by it`),
    notes: [...elsewhere, ...notes],
  };
}

/** What the program is told of the Job of a target. */
export const jobFlags = (at: Step, { _job }: TargetSpec): readonly string[] => (_job === undefined || !isNear(at, _job) ? [] : ['--job', _job.name]);

/** A Role holds in its own namespace, and a token asks for those of its pod. */
const isNear = (at: Step, { namespace }: WatchedJob): boolean => namespaceOf(at) === namespace;
