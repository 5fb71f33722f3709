import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
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

/** A workload object as far as a plan goes. */
export interface Planned extends Construct {
  readonly containers: readonly KplusContainer[];
  readonly initContainers: readonly KplusContainer[];
}

/**
 * Makes the plan of a workload of a program; renders its object to see what has become of it. What was repaired
 * is told here only: the finished manifest does not show it.
 */
export function startUpPlan(template: PodTemplate, resource: Planned): StartUpPlan {
  const manifest: object = ApiObject.of(resource).toJson();
  const { root } = resource.node;
  const plan = planOf(describePod({ manifest, pod: podOf(manifest), facts: podFacts(template), objects: (kind) => manifestsOf(root, kind) }));
  return { ...plan, notes: [...plan.notes, ...repairNotes(template, resource)] };
}

/** What was put right of containers that cdk8s-plus made: the finished manifest shows no difference any more. */
function repairNotes({ containers, facts: { podSecurity } }: PodTemplate, resource: Planned): readonly string[] {
  return [...resource.initContainers, ...resource.containers]
    .filter((container) => !containers.has(container))
    .map((container) => [container.name, repairs((container._toKube?.() ?? { name: container.name }) as k8s.Container, podSecurity)] as const)
    .filter(([, what]) => what.length > 0)
    .map(([name, what]) => say.repaired(name, what));
}
