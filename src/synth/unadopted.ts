import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { apiObjects } from '../api-objects';
import { podOf } from '../manifest/pod-of';
import { checkObject, checkOther } from '../rules';
import { list } from '../manifest/types';
import { finding } from '../messages/synth';
import { standardsAt } from '../standards/standards';
import { suppressionsOfOther } from '../template/others';
import { reason, errorsOf } from './rendered-workload';
import type { Warnings } from './warnings';

/*
 * Objects with pods and without a template: workloads of cdk8s-plus that are not adopted, objects written by hand,
 * imported YAML, Helm charts. Standards also apply to their pods.
 */

const NONE: readonly string[] = Object.freeze([]);

/** The errors of an object's pods, by the standards above it. */
export function errorsOfUnadopted(object: ApiObject, manifest: object, warnings?: Warnings): readonly string[] {
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
  return [...ofObject, ...errorsOf({ suppressions, standards, path: object.node.path }, found, warnings)];
}

/** Reports the errors of objects at their own paths, as validations of cdk8s; each error once. */
export class UnadoptedObjects {
  private readonly pending = new Map<ApiObject, readonly string[]>();
  private readonly registered = new WeakSet<ApiObject>();

  /** Notes the errors of an object. */
  note(object: ApiObject, errors: readonly string[]): void {
    if (errors.length === 0) return void this.pending.delete(object);
    this.pending.set(object, errors);
    if (this.registered.has(object)) return;
    this.registered.add(object);
    object.node.addValidation({ validate: () => this.takeErrors(object) });
  }

  /** Notes the errors of all objects of a tree; the code that renders the chart reports what cannot be rendered. */
  noteAll(root: IConstruct, isWorkload: (object: ApiObject) => boolean): void {
    for (const object of apiObjects(root.node.findAll())) if (!isWorkload(object)) this.note(object, rendered(object));
  }

  private takeErrors(object: ApiObject): string[] {
    const errors = this.pending.get(object) ?? NONE;
    this.pending.delete(object);
    return [...errors];
  }
}

function rendered(object: ApiObject): readonly string[] {
  try {
    return errorsOfUnadopted(object, object.toJson());
  } catch (error) {
    // Where no standard asks for it, the code that renders the chart reports what cannot be rendered.
    return standardsAt(object).all.length === 0 ? NONE : [reason(error)];
  }
}
