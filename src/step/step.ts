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

/** Properties that every step has. */
export interface StepProps<Id extends string = any> {
  /**
   * Handles of steps that must be done before, in addition to the handles that the step needs anyway. A step always runs after the steps
   * that were built before it. `after` shows this to the reader, and refuses handles of other pods.
   *
   * @default - none
   */
  readonly after?: readonly Handle<Id>[];
  /** @deprecated No traffic reaches a pod before its steps are done. */
  readonly ports?: NotOfSteps['ports'];
  /** @deprecated A step has no probes. */
  readonly readiness?: NotOfSteps['readiness'];
  /** @deprecated A step has no probes. */
  readonly liveness?: NotOfSteps['liveness'];
  /** @deprecated A step has no probes. */
  readonly startup?: NotOfSteps['startup'];
  /** @deprecated Steps run in the order in which they are built; see `after`. */
  readonly dependsOn?: NotOfSteps['dependsOn'];
  /** @deprecated Kubernetes runs a step that fails again. */
  readonly restartPolicy?: NotOfSteps['restartPolicy'];
  /** @deprecated The image sets the user. */
  readonly securityContext?: NotOfSteps['securityContext'];
}

/**
 * A step: an init container that runs after all steps before it are done, and gives handles to the steps after it. Steps of your own extend
 * this class, as the steps of the library do: they check their properties, `register` their program and create handles.
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
  /** The argument for the constructors of its handles. */
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
   * @throws {@link PreludeError} when the scope is not a workload, or the id is taken or not a DNS label
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
   * Adds the init container. Call it once, after the checks in the constructor. If it refuses the definition, it adds nothing, and removes
   * the step from the tree again.
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
   * The volume that the step writes: the volume that its user gave, or an empty directory of its own.
   *
   * @param into what its user gave
   * @param sizeLimit how much the step's own directory may hold
   * @param medium where that directory is stored
   * @throws {@link PreludeError} when it is not a volume of this pod
   */
  protected volumeToFill(into: FillableVolume<Id> | undefined, sizeLimit: Size, medium?: Medium): VolumeSpec {
    const { volume, needs } = volumeToFill(this, this._template, this.name, into, sizeLimit, medium);
    this._needs = [...this._needs, ...needs];
    return volume;
  }

  /**
   * The directory that the step's command or script writes for others. Other containers see its files only after the step has succeeded.
   * Give it to `register` as `output`. Its `files` is the handle for later steps and containers.
   *
   * @param props the files that must be there when the step is done, and where and how much it may write
   * @throws {@link PreludeError} when no file is named, or a path or the size is not valid
   */
  protected output<const Name extends string>(props: OutputProps<Name>): Output<Id, Name> {
    return new Output<Id, Name>(this, this.proof, props);
  }

  /**
   * How long a step may take: the timeout of its user, else of the standards for its kind, else of the step.
   *
   * @param kind the kind of step
   * @param given the timeout that its user gave
   * @param fallback the default of the step
   * @throws {@link PreludeError} when the given timeout is not a duration
   */
  protected deadline(kind: string, given: Duration | undefined, fallback: Duration): Duration {
    return deadlineOfStep(this, this._template.standards, kind, given, fallback);
  }

  /**
   * Refuses a kind of step that a standard forbids. `register` calls it too.
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
