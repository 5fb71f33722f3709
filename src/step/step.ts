import { ApiObject, type Duration, type Size } from 'cdk8s';
import { Construct } from 'constructs';
import { checkContainerName } from '../checks/names';
import { refuse } from '../errors';
import type { Handle, Proof } from '../handles/handle';
import { idTakenInPod, stepNotALabel } from '../messages/containers';
import { type NotOfSteps, NOT_OF_STEPS } from '../messages/expected-properties';
import { sourceLine } from '../source-line';
import type { Need } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { templateOf } from '../template/template-of';
import type { VolumeSpec } from '../template/volume-spec';
import { Output, type OutputProps } from '../volumes/output';
import type { Medium } from '../volumes/scratch';
import { type FillableVolume, volumeToFill } from '../volumes/to-fill';
import type { Workload } from '../workload/workload';
import { checkDefinition } from './check-definition';
import type { LibraryDefinition, StepDefinition } from './definition';
import { checkKindOfStep, deadlineOfStep, resolveStep, sharingStep } from './resolve';

/** What every step can be told. */
export interface StepProps<Id extends string = any> {
  /**
   * Handles of steps that must be done before, beyond those that the step needs anyway. A step always runs after those that
   * were built before it; this says so to the reader, and refuses handles of other pods.
   *
   * @default - none
   */
  readonly after?: readonly Handle<Id>[];
  /** @deprecated Nothing reaches a pod before its steps are done. */
  readonly ports?: NotOfSteps['ports'];
  /** @deprecated A step has no probes. */
  readonly readiness?: NotOfSteps['readiness'];
  /** @deprecated A step has no probes. */
  readonly liveness?: NotOfSteps['liveness'];
  /** @deprecated A step has no probes. */
  readonly startup?: NotOfSteps['startup'];
  /** @deprecated Steps run in the order in which they are built; see `after`. */
  readonly dependsOn?: NotOfSteps['dependsOn'];
  /** @deprecated A step that fails is run again. */
  readonly restartPolicy?: NotOfSteps['restartPolicy'];
  /** @deprecated The image says the user. */
  readonly securityContext?: NotOfSteps['securityContext'];
}

/**
 * A step: an init container that runs once all steps before it are done, and gives handles to those after it. Steps of your
 * own extend it, as those of the library do: check the properties, `register` what is run, give handles.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 *
 * @example
 * class RegisterService<in out Id extends string = any> extends Step<Id> {
 *   readonly registered: Registered<Id>;
 *   constructor(scope: Workload<Id>, id: string, props: RegisterServiceProps<NoInfer<Id>>) {
 *     super(scope, id);
 *     this.register({
 *       purpose: `registers ${props.service}`,
 *       image: image('registry.example.com/consul:1.20.1', { user: 100 }),
 *       program: { command: ['consul', 'services', 'register', '-name', props.service] },
 *       defaultTimeout: Duration.minutes(1),
 *       after: props.after,
 *     });
 *     this.registered = new Registered<Id>(this.proof);
 *   }
 * }
 * // initContainers: [{ name: …, image: registry.example.com/consul:1.20.1, … }]
 */
export abstract class Step<in out Id extends string = any> extends Construct {
  /** The id of the workload that it belongs to. */
  readonly pod: Id;
  /** The name of its init container. */
  readonly name: string;
  /** What its handles are made of. */
  protected readonly proof: Proof;
  /** @internal */
  protected readonly _template: PodTemplate;
  /** @internal */
  protected _needs: readonly Need[] = NONE;
  /** @internal */
  _isDeclared = false;
  private readonly source: string | undefined;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @throws {@link PreludeError} when the scope is no workload, or the id is taken or no DNS label
   */
  constructor(scope: Workload<Id>, id: string) {
    super(checkedScope(scope, id), id);
    this._template = templateOf(this.node.path, scope);
    this.pod = this._template.id as Id;
    this.name = id;
    this.source = sourceLine(this);
    this.proof = { owner: this._template, step: id };
  }

  /**
   * Adds the init container; to be called once, at the end of the checks in the constructor. Where the definition is refused, nothing
   * is added, and the step is taken out of the tree again.
   *
   * @param definition what the step needs, runs, may do and gives
   * @throws {@link PreludeError} when a value is refused
   */
  protected register(definition: StepDefinition<Id>): void {
    this.orLeave(() => checkDefinition(this, definition));
    this._register(definition);
  }

  /**
   * The same for the steps of the library, whose definitions the compiler has checked.
   *
   * @internal
   */
  protected _register(definition: LibraryDefinition<Id>): void {
    this.orLeave(() => {
      const spec = sharingStep(this, this._template, definition, resolveStep(this, this._template, definition, this._needs, this.source));
      definition.first?.();
      this.bring(definition.brings ?? {});
      this._declare(spec);
    });
    for (const validate of definition.validations ?? NONE) this.node.addValidation({ validate });
  }

  /** @internal */
  protected _declare(spec: StepSpec): void {
    this._template.declareStep(spec, this.proof);
    this._isDeclared = true;
  }

  /** Makes the objects that the step brings with it; one that is refused goes with the step. */
  private bring(objects: NonNullable<StepDefinition['brings']>): void {
    const workload = (this.node.scope as Workload<Id>).resource;
    const namespace = ApiObject.of(workload).metadata.namespace;
    for (const [id, { metadata, ...object }] of Object.entries(objects)) {
      new ApiObject(this, id, { ...object, metadata: { ...(namespace === undefined ? {} : { namespace }), ...metadata } });
    }
  }

  /** Removes a refused step from the tree, so that its id is free for code that catches the error. */
  private orLeave(declares: () => void): void {
    try {
      declares();
    } catch (error) {
      if (!this._isDeclared) this.node.scope?.node.tryRemoveChild(this.node.id);
      throw error;
    }
  }

  /**
   * The volume that the step writes: the one that its user gave, or an empty directory of its own.
   *
   * @param into what its user gave
   * @param sizeLimit how much the step's own directory may hold
   * @param medium where that directory lies
   * @throws {@link PreludeError} when it is no volume of this pod
   */
  protected volumeToFill(into: FillableVolume<Id> | undefined, sizeLimit: Size, medium?: Medium): VolumeSpec {
    const { volume, needs } = volumeToFill(this, this._template, this.name, into, sizeLimit, medium);
    this._needs = [...this._needs, ...needs];
    return volume;
  }

  /**
   * The directory that the step's command or script writes for others; its files are seen when it has succeeded, and only
   * then. To be given to `register` as `output`; its `files` is the handle for those who come after.
   *
   * @param props the files that must be there when the step is done, and where and how much it may write
   * @throws {@link PreludeError} when no file is named, or a path or the size is none
   */
  protected output<const Name extends string>(props: OutputProps<Name>): Output<Id, Name> {
    return new Output<Id, Name>(this, this.proof, props);
  }

  /**
   * How long a step may take: what its user said, what standards say of its kind, or what the step says.
   *
   * @param kind the kind of step
   * @param given what its user said
   * @param fallback what the step says
   * @throws {@link PreludeError} when what its user said is no duration
   */
  protected deadline(kind: string, given: Duration | undefined, fallback: Duration): Duration {
    return deadlineOfStep(this, this._template.standards, kind, given, fallback);
  }

  /**
   * Refuses a kind of step that a standard forbids; `register` does so by itself.
   *
   * @param kind the kind of step
   * @throws {@link PreludeError} when it is forbidden
   */
  protected checkKind(kind: string): void {
    checkKindOfStep(this, this._template.standards, kind);
  }
}

const NONE: readonly never[] = Object.freeze([]);

export const STEP_KEYS = { ...NOT_OF_STEPS, after: true } as const;

/**
 * Looks at scope and id before the construct exists, so that the library's sentence comes before that of constructs. A step that was
 * refused before it was declared, and the error caught, gives its id back.
 */
function checkedScope(scope: Construct, id: string): Construct {
  const { path } = templateOf(`step ${String(id)}`, scope);
  checkContainerName(path, stepNotALabel, id);
  const before = scope.node.tryFindChild(id);
  if (before instanceof Step && !before._isDeclared) scope.node.tryRemoveChild(id);
  else if (before) refuse(`${path}/${id}`, 'unique-container-names', idTakenInPod(id), id);
  return scope;
}
