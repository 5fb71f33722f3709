import type { Duration, Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkResources, defaultResources, STEP_RESOURCES } from '../template/default-resources';
import { checkContainerName } from '../checks/names';
import { addressOfUrl } from '../checks/url';
import { checkAbsolutePath, checkDuration, checkSentence } from '../checks/values';
import { renderEnv } from '../env/env';
import { ofRule, refuse } from '../errors';
import type { Handle, Proof } from '../handles/handle';
import { isImage } from '../images/image';
import { idTakenInPod, stepNotALabel } from '../messages/containers';
import { stepForbidden } from '../messages/standards';
import type { WrittenFile } from '../declared/pod';
import { meshUser } from '../standards/mesh';
import { checkUser } from '../standards/platform';
import { deadlineOf, helperImage, isHelper, type Standards } from '../standards/standards';
import type { PodTemplate } from '../template/pod-template';
import { templateOf } from '../template/template-of';
import type { MountSpec, VolumeSpec } from '../template/volume-spec';
import { checkHidden } from '../volumes/hidden';
import { mountSpecs } from '../volumes/mounts';
import { Output, type OutputProps } from '../volumes/output';
import type { Medium } from '../volumes/scratch';
import { type FillableVolume, volumeToFill } from '../volumes/to-fill';
import { checkImage } from '../workload/container';
import type { Workload } from '../workload/workload';
import { nodeSpace } from './node-space';
import { checkDefinition } from './check-definition';
import type { StepDefinition } from './definition';
import { checkPrivileges } from './privileges';
import { programSpec } from './program';
import { rerunSpec } from './rerun';
import { stepsBefore } from './steps-before';

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

  /**
   * @param scope the workload
   * @param id the name of the init container
   * @throws {@link PreludeError} when the scope is no workload, or the id is taken or no DNS label
   */
  constructor(scope: Workload<Id>, id: string) {
    super(checkedScope(scope, id), id);
    this._template = templateOf(this.node.path, scope);
    this.pod = this._template.id as Id;
    this.name = id;
    this.proof = { owner: this._template, step: id };
  }

  /**
   * Adds the init container; to be called once, at the end of the checks in the constructor.
   *
   * @param definition what the step needs, runs, may do and gives
   * @throws {@link PreludeError} when a value is refused
   */
  protected register(definition: StepDefinition<Id>): void {
    checkDefinition(this, definition);
    const at = this.node.path;
    const { standards } = this._template;
    const kind = definition.kind ?? this.constructor.name;
    this.checkKind(kind);
    checkUser(at, standards, definition.user);
    const image = checkImage(at, this._template, isImage(definition.image) ? helperImage(standards, definition.image) : definition.image);
    const deadline = this.deadline(kind, definition.timeout, definition.defaultTimeout);
    const { goesOnAfter } = definition;
    const ends = goesOnAfter !== undefined && goesOnAfter.toSeconds() < deadline.toSeconds() ? goesOnAfter : deadline;
    const rerun = definition.rerun === undefined ? undefined : rerunSpec(this, this._template, this.name, definition.rerun);
    const env = renderEnv(at, definition.env);
    const program = programSpec(this, this._template, definition, image, deadline, rerun?.flags ?? NONE, env.referable);
    checkPrivileges(this, this._template, definition, image);
    this._template.explainPlainText(this.name, { ...definition.reasons, ...env.reasons });
    const mounts = this.mountsOf(definition).concat(rerun?.mounts ?? NONE);
    checkHidden(at, this._template, this.name, image, mounts);
    this._template.explainHiding(this.name, mounts);
    // Written out: a spread of objects of many shapes takes as long as all the rest.
    this._template.addStep({
      name: this.name,
      path: at,
      image,
      env: env.variables.length === 0 ? definition.variables ?? NONE : env.variables.concat(definition.variables ?? NONE),
      mounts,
      privileges: privilegesOf(definition, image, standards),
      resources: checkResources(at, definition.resources, defaultResources(at, standards, this.resourcesOf(definition), 'steps', kind)),
      workingDirectory: definition.workingDir === undefined ? undefined : checkAbsolutePath(this, 'workingDir', definition.workingDir),
      kind,
      purpose: `${checkSentence(this, 'purpose', definition.purpose)}${rerun === undefined ? '' : ` (${rerun.words})`}, `
        + `for at most ${ends.toSeconds()} s${goesOnAfter === undefined ? '' : ', then goes on'}`
        + (definition.see === undefined ? '' : `; see ${definition.see}`),
      program,
      shell: isHelper(standards, image) ? 'own' : 'helper',
      deadline: ends,
      goesOn: goesOnAfter !== undefined,
      grace: program.grace,
      attempts: definition.attempts === 'until the deadline' ? undefined : definition.attempts ?? 1,
      waitsFor: definition.waitsFor ?? NONE,
      asks: definition.asks ?? asksOf(definition.waitsFor ?? NONE),
      gives: definition.gives ?? NONE,
      leaves: writtenFilesOf(this.name, definition),
      after: stepsBefore(this, this._template, definition.needs, definition.after),
    });
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
    return volumeToFill(this, this._template, this.name, into, sizeLimit, medium);
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
    if (given !== undefined) return checkDuration(this, 'timeout', given);
    return deadlineOf(this._template.standards, kind) ?? fallback;
  }

  /**
   * Refuses a kind of step that a standard forbids; `register` does so by itself.
   *
   * @param kind the kind of step
   * @throws {@link PreludeError} when it is forbidden
   */
  protected checkKind(kind: string): void {
    const forbidden = this._template.standards.forbiddenSteps[kind];
    if (forbidden) refuse(this, stepForbidden(forbidden.by, kind, forbidden.value));
  }

  /** What the step may use, with the space of the node that it may come to fill. */
  private resourcesOf({ defaultResources: own = STEP_RESOURCES, fills, sources = NONE, output }: StepDefinition<Id>): ContainerResources {
    if (own.ephemeralStorage) return own;
    const writes = [...sources, ...(output?._mounts ?? NONE)].filter(({ readOnly }) => !readOnly).map(({ volume }) => volume);
    const request = nodeSpace(this._template, this.name, [...Object.values(fills ?? {}), ...writes]);
    return request === undefined ? own : { ...own, ephemeralStorage: { request } };
  }

  private mountsOf({ mounts, sources, fills, output }: StepDefinition<Id>): readonly MountSpec[] {
    const asked = mounts === undefined ? NONE : mountSpecs(this.node.path, this._template, this.name, mounts);
    const filled = Object.entries(fills ?? {}).map(([path, volume]): MountSpec => ({ volume, path, readOnly: false, fills: true }));
    output?._checkApart(this, asked);
    return [...asked, ...(sources ?? NONE), ...filled, ...(output?._mounts ?? NONE)];
  }
}

const NONE: readonly never[] = Object.freeze([]);

const asksOf = (waitsFor: readonly string[]) => (waitsFor.length === 0 ? NONE : waitsFor.flatMap((url) => {
  const address = addressOfUrl(url);
  return address === undefined ? [] : [{ ...address, answers: true }];
}));

const writtenFilesOf = (step: string, { leaves, user }: StepDefinition): readonly WrittenFile[] => (leaves === undefined ? NONE
  : leaves.map(({ volume, path, mode, directory = false, owner, group }) => Object.freeze({
    step, volume: volume.name, path, mode, directory, owner, group, isForUser: user !== undefined,
  })));

const privilegesOf = ({ user, group, capabilities, privileged }: StepDefinition, image: StepDefinition['image'], standards: Standards) => ({
  user: user ?? meshUser(standards) ?? image.user,
  // Left out, it would be 0 for a user that the image does not know.
  group: group ?? (user === undefined ? image.group : user),
  capabilities,
  privileged,
});

export const STEP_KEYS = { after: true } as const;

/** Looks at scope and id before the construct exists, so that the library's sentence comes before that of constructs. */
function checkedScope(scope: Construct, id: string): Construct {
  const { path } = templateOf(`step ${String(id)}`, scope);
  checkContainerName(path, stepNotALabel, id);
  if (scope.node.tryFindChild(id)) refuse(`${path}/${id}`, ofRule('unique-container-names', idTakenInPod(id)), id);
  return scope;
}
