import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { manifestsOf } from '../api-objects';
import { podFacts } from '../assembly/facts';
import { repairs } from '../assembly/harden';
import { podOf } from '../manifest/pod-of';
import * as say from '../messages/plan';
import type { PodTemplate } from '../template/pod-template';
import { describePod } from './described';
import { planOf } from './plan';
import type { StartUpPlan } from './planned';

/** A container as cdk8s-plus has it. */
interface KplusContainer {
  readonly name: string;
  _toKube?(): object;
}

/** The pods of a workload, as far as a plan goes. */
export interface Planned {
  readonly containers: readonly KplusContainer[];
  readonly initContainers: readonly KplusContainer[];
}

/**
 * Makes the plan of a workload of a program; renders its object to see what has become of it. What was repaired
 * is told here only: the finished manifest does not show it.
 */
export function startUpPlan(template: PodTemplate, object: ApiObject, pods: Planned): StartUpPlan {
  const manifest: object = object.toJson();
  const { root } = object.node;
  const plan = planOf(describePod({ manifest, pod: podOf(manifest), facts: podFacts(template), objects: (kind) => manifestsOf(root, kind) }));
  return { ...plan, notes: [...plan.notes, ...repairNotes(template, pods)] };
}

/** What was put right of containers that cdk8s-plus made: the finished manifest shows no difference any more. */
function repairNotes({ containers, facts: { podSecurity } }: PodTemplate, pods: Planned): readonly string[] {
  return [...pods.initContainers, ...pods.containers]
    .filter((container) => !containers.has(container))
    .map((container) => [container.name, repairs((container._toKube?.() ?? { name: container.name }) as k8s.Container, podSecurity)] as const)
    .filter(([, what]) => what.length > 0)
    .map(([name, what]) => say.repaired(name, what));
}
