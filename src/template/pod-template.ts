import { suppressionAnnotation, hidesAnnotation, plainTextAnnotation } from '../declared/annotations';
import { refuse } from '../errors';
import type { ForeignContainer, HandleOwner, Proof } from '../handles/handle';
import { idTakenInPod } from '../messages/containers';
import { volumeTakenInPod } from '../messages/mounts';
import { filledByStandards } from '../images/filled-directories';
import { fsGroupDiffers } from '../messages/steps';
import { variableTwice } from '../messages/values';
import type { Standards } from '../standards/standards';
import type { WrittenFile } from '../declared/pod';
import type { Overwrite } from '../declared/proven';
import type { Carrier, SuppressionSpec, WorkloadFacts } from './facts';
import { mountInto } from './foreign-mounts';
import { setInto } from './foreign-values';
import type { Place } from './handle-mount';
import { withSharedDeadlines } from './shared-deadlines';
import type { ContainerSpec, StepSpec } from './specs';
import type { KeptValue } from './value-spec';
import type { CopySpec, MountSpec, VolumeSpec } from './volume-spec';

/** Shared by all pods that have none, which is nearly all. */
const NONE: ReadonlyMap<object, readonly MountSpec[]> = new Map();
const NO_VALUES: ReadonlyMap<object, readonly string[]> = new Map();
const NO_OVERWRITES: readonly Overwrite[] = Object.freeze([]);
const NO_EXCEPTIONS: readonly SuppressionSpec[] = Object.freeze([]);

/** Files of a volume that a step writes. */
interface WrittenNames {
  readonly volume: string;
  readonly files: readonly string[];
}

/**
 * Everything that was declared about one pod template, in the order in which it was declared. Append only: what was added
 * is immutable, nothing is moved or taken away.
 */
export class PodTemplate implements HandleOwner {
  readonly containers: ReadonlyMap<object, ContainerSpec> = new Map();
  readonly volumes: ReadonlyMap<string, VolumeSpec> = new Map();
  /** Mounts of handles in containers that are not ours, by the container's object. */
  foreignMounts: ReadonlyMap<object, readonly MountSpec[]> = NONE;
  /** Variables set to values of steps in containers that are not ours, by the container's object. */
  foreignValues: ReadonlyMap<object, readonly string[]> = NO_VALUES;
  /** Files that one step has written, and a later one as well. */
  overwrites: readonly Overwrite[] = NO_OVERWRITES;
  /** Rules that are suppressed, and why. */
  suppressions: readonly SuppressionSpec[] = NO_EXCEPTIONS;
  private readonly names = new Set<string>();
  /** The last step that writes a file, by volume and path. */
  private readonly written = new Map<string, string>();
  /** The files of steps that are not declared yet: forgotten with a step that is refused. */
  private readonly unpublished = new WeakMap<Proof, readonly WrittenNames[]>();
  private askedFsGroup: number | undefined;
  private declared: readonly StepSpec[] = [];
  /** Whether waits without a timeout have their share of what the steps declared so far leave. */
  private isShared = true;
  /** Another one whenever something more is declared. */
  revision = 0;
  private boundTo: Carrier | undefined;

  constructor(readonly facts: WorkloadFacts) {}

  /** The object whose pods these are, once the template is attached to it: before, nothing can be declared. */
  get carrier(): Carrier {
    if (!this.boundTo) throw new Error(`the template of ${this.path} is attached to nothing`);
    return this.boundTo;
  }

  /** Attaches the template to an object. */
  bind(carrier: Carrier): void {
    this.boundTo = carrier;
  }

  /** The steps in the order in which they were declared. */
  get steps(): readonly StepSpec[] {
    this.shareDeadlines();
    return this.declared;
  }

  get id(): string {
    return this.facts.id;
  }

  /** What the standards above it ask. */
  get standards(): Standards {
    return this.facts.standards;
  }

  get path(): string {
    return this.facts.path;
  }

  /** The group that owns the volumes: given with the workload, or asked for by a step. */
  get fsGroup(): number | undefined {
    return this.facts.fsGroup ?? this.askedFsGroup;
  }

  /** Asks for a group that owns the volumes; there can be one only. */
  askFsGroup(at: string, group: number): void {
    if (this.fsGroup !== undefined && this.fsGroup !== group) refuse(at, 'fs-group', fsGroupDiffers(group, this.fsGroup), group);
    this.askedFsGroup = group;
  }

  /** Notes which files of a volume a step writes: at once where the step is declared, else when it is. */
  publish(proof: Proof, volume: string, files: readonly string[]): void {
    if (this.declared.some(({ name }) => name === proof.step)) this.noteWritten(proof.step, volume, files);
    else this.unpublished.set(proof, [...this.unpublished.get(proof) ?? [], { volume, files }]);
  }

  private noteWritten(step: string, volume: string, files: readonly string[]): void {
    for (const file of files) {
      const place = `${volume}/${file}`;
      const before = this.written.get(place);
      if (before !== undefined && before !== step) this.overwrites = [...this.overwrites, { volume, file, step: before, by: step }];
      this.written.set(place, step);
    }
  }

  /** Writes onto the pods why variables and arguments of a container may be plain text although they look like secrets. */
  private explainPlainText(container: string, reasons: Readonly<Record<string, string>>): void {
    for (const [variable, because] of Object.entries(reasons)) this.carrier.annotate(plainTextAnnotation(container, variable), because);
  }

  /** Sets a rule aside. */
  except(suppression: SuppressionSpec): void {
    this.suppressions = [...this.suppressions, suppression];
    this.carrier.annotate(suppressionAnnotation(suppression.rule, suppression.container), suppression.because);
  }

  /** Writes onto the pods which directories of a container's image are hidden on purpose. */
  private explainHiding(container: string, mounts: readonly MountSpec[]): void {
    const hidden = mounts.filter(({ hides }) => hides).map(({ path }) => path);
    if (hidden.length > 0) this.carrier.annotate(hidesAnnotation(container), hidden.join(', '));
  }

  /** The directories that users and standards say their images fill, by the name of the container. */
  get filledDirectories(): ReadonlyMap<string, readonly string[]> {
    const all = [...this.declared, ...this.containers.values()];
    return new Map(all.flatMap(({ name, image: { filledDirectories = [], reference } }) => {
      const said = [...filledDirectories, ...filledByStandards(reference, this.standards.filledDirectories)];
      return said.length === 0 ? [] : [[name, said]];
    }));
  }

  /** What steps leave with modes of their own, in their order. */
  get leaves(): readonly WrittenFile[] {
    return this.declared.flatMap(({ leaves }) => leaves);
  }

  /** The steps that nothing but there being one pod keeps to one at a time. */
  get singleton(): readonly string[] {
    return this.declared.filter(({ isSingleton }) => isSingleton).map(({ name }) => name);
  }

  /** The volumes that hold what an image has in a directory. */
  get copies(): readonly CopySpec[] {
    return this.declared.flatMap(({ copies }) => copies);
  }

  /** Takes a container's name; a name can be had once. */
  claimName(at: string, name: string): void {
    this.checkName(at, name);
    this.names.add(name);
  }

  private checkName(at: string, name: string): void {
    if (this.names.has(name)) refuse(at, 'unique-container-names', idTakenInPod(name), name);
  }

  /** Declares a step, all of it or, where it is refused, nothing. */
  declareStep(step: StepSpec, proof: Proof): void {
    this.checkFree(step);
    const { name, path, purpose, plainText, mounts } = step;
    this.claimName(path, name);
    this.declared = [...this.declared, Object.freeze(step)];
    this.isShared = false;
    this.revision += 1;
    this.explainPlainText(name, plainText);
    this.explainHiding(name, mounts);
    this.carrier.annotate(name, purpose);
    for (const mount of mounts) this.addVolume(path, mount.volume);
    for (const { volume, files } of this.unpublished.get(proof) ?? []) this.noteWritten(name, volume, files);
    this.unpublished.delete(proof);
  }

  /** Waits without a timeout share what the others leave. It is worked out on demand, because each further step leaves less. */
  private shareDeadlines(): void {
    if (this.isShared) return;
    this.isShared = true;
    const before = this.declared;
    this.declared = withSharedDeadlines(before, this.facts);
    this.declared.forEach((step, index) => {
      if (step !== before[index]) this.carrier.annotate(Object.freeze(step).name, step.purpose);
    });
  }

  /** Refuses a container whose name, or the name of one of whose volumes, is that of another one. Writes nothing. */
  checkFree({ path, name, mounts }: Pick<ContainerSpec, 'path' | 'name' | 'mounts'>): void {
    this.checkName(path, name);
    const own = new Map<string, VolumeSpec>();
    for (const { volume } of mounts) {
      checkSame(path, this.volumes.get(volume.name) ?? own.get(volume.name), volume);
      own.set(volume.name, volume);
    }
  }

  /** Declares a container of the app, whose name has been taken. */
  addContainer(key: object, container: ContainerSpec): void {
    const { name, path, plainText, mounts } = container;
    this.revision += 1;
    (this.containers as Map<object, ContainerSpec>).set(key, Object.freeze(container));
    this.explainPlainText(name, plainText);
    this.explainHiding(name, mounts);
    for (const mount of mounts) this.addVolume(path, mount.volume);
  }

  /** Adds a volume; the same one may come again, another one of its name may not. */
  addVolume(at: string, volume: VolumeSpec): VolumeSpec {
    const known = this.volumes.get(volume.name);
    checkSame(at, known, volume);
    if (known) return known;
    this.revision += 1;
    (this.volumes as Map<string, VolumeSpec>).set(volume.name, volume);
    return volume;
  }

  addForeignMount(at: string, container: object, mount: MountSpec): void {
    this.addVolume(at, mount.volume);
    this.revision += 1;
    const before = this.foreignMounts.get(container) ?? [];
    this.foreignMounts = new Map([...this.foreignMounts, [container, [...before, mount]]]);
  }

  mountForeign(handle: Place, container: ForeignContainer, path: string): void {
    mountInto(this, handle, container, path);
  }

  setForeign(value: KeptValue, container: ForeignContainer, variable: string): void {
    setInto(this, value, container, variable);
  }

  addForeignValue(at: string, container: object, variable: string, mount: MountSpec): void {
    const before = this.foreignValues.get(container) ?? [];
    if (before.includes(variable)) refuse(at, 'step-value', variableTwice(variable), variable);
    this.addForeignMount(at, container, mount);
    this.revision += 1;
    this.foreignValues = new Map([...this.foreignValues, [container, [...before, variable]]]);
  }

  /** The steps that run in the place of an app. */
  get mains(): readonly StepSpec[] {
    return [...this.containers.values()].flatMap(({ step }) => (step === undefined ? [] : [step]));
  }

  /** The name of the first container of the app that is started with values of steps. */
  get startedWithValues(): string | undefined {
    for (const { name, values } of this.containers.values()) if (values.length > 0) return name;
    const [foreign] = this.foreignValues.keys() as Iterable<{ readonly name: string }>;
    return foreign?.name;
  }
}

/** Two volumes of one name are one, or a mistake. */
function checkSame(at: string, known: VolumeSpec | undefined, volume: VolumeSpec): void {
  if (!known || known === volume || JSON.stringify(known) === JSON.stringify(volume)) return;
  refuse(at, 'unique-volume-names', volumeTakenInPod(volume.name), volume.name);
}
