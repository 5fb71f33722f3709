import { Construct } from 'constructs';
import { checkLabel } from '../checks/names';
import { refuse } from '../errors';
import { checkHandle, type Handle } from '../handles/handle';
import { idTakenInPod, notAHandle } from '../messages/input';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { templateOf } from '../template/template-of';
import type { Workload } from '../workload/workload';

/** What every step can be told. */
export interface StepProps<Id extends string = any> {
  /**
   * Handles of steps that must be done before, beyond those that the step needs anyway. A step always runs after those that
   * were built before it; this says so to the reader, and refuses handles of other pods.
   *
   * @default - none
   */
  readonly after?: readonly Handle<Id>[];
}

/** What a step tells its base: the spec but for what the base knows. */
export type StepInit = Omit<StepSpec, 'name' | 'path' | 'kind' | 'after'>;

/**
 * A step: an init container that runs once all steps before it are done, and gives handles to those after it.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 */
export abstract class Step<in out Id extends string = any> extends Construct {
  /** The id of the workload that it belongs to. */
  readonly pod: Id;
  /** The name of its init container. */
  readonly name: string;
  /** @internal */
  protected readonly _template: PodTemplate;

  /** @internal */
  constructor(scope: Workload<Id>, id: string) {
    super(checkedScope(scope, id), id);
    this._template = templateOf(this.node.path, scope);
    this.pod = this._template.id as Id;
    this.name = id;
  }

  /** @internal */
  protected _register(kind: string, init: StepInit, needs: readonly Handle[], after: readonly Handle[] | undefined): void {
    if (after !== undefined && !Array.isArray(after)) refuse(this, notAHandle('after'), after);
    const handles = [...needs, ...(after ?? [])].map((handle) => checkHandle(this, this._template, 'after', handle));
    const { image, env, mounts, privileges, resources, workingDirectory, purpose, program } = init;
    const { shell, hasStaticBusybox, deadline, attempts, waitsFor, gives } = init;
    // Written out: a spread of objects of many shapes takes as long as all the rest.
    this._template.addStep({
      name: this.name, path: this.node.path, image, env, mounts, privileges, resources, workingDirectory,
      kind, purpose, program, shell, hasStaticBusybox, deadline, attempts, waitsFor, gives,
      after: handles.length === 0 ? NONE : [...new Set(handles.map((handle) => handle.step))],
    });
  }
}

const NONE: readonly never[] = Object.freeze([]);

export const STEP_KEYS = { after: true } as const;

/** Looks at scope and id before the construct exists, so that the library's sentence comes before that of constructs. */
function checkedScope(scope: Construct, id: string): Construct {
  const { path } = templateOf(`step ${String(id)}`, scope);
  checkLabel(path, 'the id of a step, which becomes the name of its container,', id);
  if (scope.node.tryFindChild(id)) refuse(`${path}/${id}`, idTakenInPod(id), id);
  return scope;
}
