import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { apiObjects } from '../api-objects';
import { podOf } from '../manifest/pod-of';
import { checkObject, checkOther } from '../rules';
import { list } from '../manifest/types';
import { finding } from '../messages/synth';
import { standardsAt } from '../standards/standards';
import { suppressionsOfOther } from '../template/others';
import { reason, tell } from './rendered-workload';
import type { Warnings } from './warnings';

/*
 * Objects with pods that no template stands behind: workloads of cdk8s-plus that are not adopted, objects written by hand,
 * imported YAML, Helm charts. What a standard says of pods holds for theirs as well.
 */

const NONE: readonly string[] = Object.freeze([]);

/** What is to be told of an object's pods, by the standards above it. */
export function toldOfOther(object: ApiObject, manifest: object, warnings?: Warnings): readonly string[] {
  const standards = standardsAt(object);
  const { spec, metadata } = podOf(manifest);
  const checked = {
    path: object.node.path, kind: object.kind, level: standards.podSecurity?.value ?? 'privileged', spec, metadata, manifest, steps: [], asked: standards,
  };
  const ofObject = checkObject(checked).map(finding);
  if (standards.all.length === 0) return ofObject;
  const suppressions = suppressionsOfOther(object);
  if (list(spec.containers).length === 0 && suppressions.length === 0) return ofObject;
  const found = checkOther(checked, standards.podSecurity?.by, standards.rules);
  return [...ofObject, ...tell({ suppressions, standards, path: object.node.path }, found, warnings)];
}

/** Lets objects tell what was found of their pods, each at its own path; each is told once. */
export class Others {
  private readonly untold = new Map<ApiObject, readonly string[]>();
  private readonly telling = new WeakSet<ApiObject>();

  /** Takes note of what is to be told of an object. */
  note(object: ApiObject, told: readonly string[]): void {
    if (told.length === 0) return void this.untold.delete(object);
    this.untold.set(object, told);
    if (this.telling.has(object)) return;
    this.telling.add(object);
    object.node.addValidation({ validate: () => this.tell(object) });
  }

  /** Takes note of all objects of a tree; the code that renders the chart reports what cannot be rendered. */
  noteAll(root: IConstruct, isWorkload: (object: ApiObject) => boolean): void {
    for (const object of apiObjects(root.node.findAll())) if (!isWorkload(object)) this.note(object, rendered(object));
  }

  private tell(object: ApiObject): string[] {
    const told = this.untold.get(object) ?? NONE;
    this.untold.delete(object);
    return [...told];
  }
}

function rendered(object: ApiObject): readonly string[] {
  try {
    return toldOfOther(object, object.toJson());
  } catch (error) {
    // Where no standard asks for it, the code that renders the chart reports what cannot be rendered.
    return standardsAt(object).all.length === 0 ? NONE : [reason(error)];
  }
}
