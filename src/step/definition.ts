import type { ApiObjectProps, Duration } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import type { AnyEnvironment } from '../env/env';
import type { Handle } from '../handles/handle';
import type { AnyImage } from '../images/image';
import type { NotAnImage } from '../messages/images';
import type { LinuxCapability } from '../manifest/capabilities';
import type { Ownership } from '../template/facts';
import type { HostDependency, TargetFacts } from '../declared/target';
import type { CopySpec, MountSpec, VolumeSpec } from '../template/volume-spec';
import type { AnyMounts } from '../volumes/mounts';
import type { Output } from '../volumes/output';
import type { Program } from './program';
import type { Rerun } from './rerun';

/** A file or a directory that a step leaves in a volume that it fills. */
export interface WrittenFileProps {
  /** The volume, one of those in `fills`. */
  readonly volume: VolumeSpec;
  /** Its path in the volume; empty for the root of the volume, where the step changes all of it. */
  readonly path: string;
  /**
   * Its mode, such as `0o600`.
   *
   * @default - not known
   */
  readonly mode?: number | undefined;
  /**
   * Whether it is a directory.
   *
   * @default false
   */
  readonly directory?: boolean;
  /**
   * Its owner.
   *
   * @default - the user that the step runs as
   */
  readonly owner?: number | undefined;
  /**
   * Its group.
   *
   * @default - the group that the step runs as
   */
  readonly group?: number | undefined;
}

/** An object that a step brings with it, as it stands in the YAML; without a name it is given one of its own. */
export interface BroughtObject extends ApiObjectProps {
  /** Whatever else the kind has: `data`, `rules`, `spec` … */
  readonly [field: string]: unknown;
}

/** What a step is, said once in its constructor: what it needs, runs, may do and gives. */
export interface StepDefinition<Id extends string = any> {
  /**
   * The kind of step, as people read it in the start-up plan.
   *
   * @default - the name of the class
   */
  readonly kind?: string;
  /** What it is for, in one sentence without its end, such as `registers shop with Consul`. The YAML shows it to the person on call. */
  readonly purpose: string;
  /**
   * The address of the page about it, such as what to do when it fails; stands in the YAML and in the plan, after the purpose.
   *
   * @default - none
   */
  readonly see?: string | undefined;
  /** The image that it runs in. */
  readonly image: AnyImage<any, NotAnImage>;
  /** What it runs: a command of the image, a script, or parts of the library's own scripts. */
  readonly program: Program;
  /**
   * The programs of the image that its command or script uses: looked up in the image's list of tools, where it has one, and
   * in the container before anything is done.
   *
   * @default - not said
   */
  readonly tools?: readonly string[] | undefined;
  /**
   * What its command or script writes for others, made by `output(…)`: published when it has succeeded, and only then.
   *
   * @default - nothing
   */
  readonly output?: Output<Id> | undefined;
  /**
   * What a second run does, because init containers can run again at any time. The YAML and the plan show it.
   *
   * @default - not said: a step whose program makes the second run like the first needs no word
   */
  readonly rerun?: Rerun<Id> | undefined;
  /**
   * How long it may take, as its user has said.
   *
   * @default - defaultTimeout
   */
  readonly timeout?: Duration | undefined;
  /** How long it may take where its user says nothing. */
  readonly defaultTimeout: Duration;
  /**
   * How long it waits for what may be late: then it goes on without it, and does not fail. Its program has to see to that, and
   * is given the time above as its limit.
   *
   * @default - it fails at its deadline
   */
  readonly goesOnAfter?: Duration | undefined;
  /**
   * How often it tries before the deadline.
   *
   * @default - once
   */
  readonly attempts?: number | 'until the deadline';
  /**
   * Variables, as users give them: checked, and kept from Kubernetes' expansion.
   *
   * @default - none
   */
  readonly env?: AnyEnvironment | undefined;
  /**
   * Variables as Kubernetes takes them, such as a source brings along.
   *
   * @default - none
   */
  readonly variables?: readonly k8s.EnvVar[];
  /**
   * Why variables, headers or arguments may be plain text although they look like secrets: by the name of the variable or the
   * header, or `args`. Stands in the YAML. Reasons given by `plainText(…)` in `env` need not be said again.
   *
   * @default - none
   */
  readonly reasons?: Readonly<Record<string, string>>;
  /**
   * What it reads: handles of earlier steps, Secrets, ConfigMaps, scratch space, by path.
   *
   * @default - nothing
   */
  readonly mounts?: AnyMounts<Id> | undefined;
  /**
   * Mounts as a source brings them along.
   *
   * @default - none
   */
  readonly sources?: readonly MountSpec[];
  /**
   * Volumes that it writes itself, by path, made by `volumeToFill(…)`: it sees to it that a file is there whole or not at all.
   * `output` does that for a command or a script.
   *
   * @default - nothing
   */
  readonly fills?: Readonly<Record<string, VolumeSpec>>;
  /**
   * Files and directories that it leaves with modes that not all may read or write: a container of another user that mounts
   * them is told of at synth.
   *
   * @default - all may read what it leaves
   */
  readonly leaves?: readonly WrittenFileProps[];
  /**
   * The user that it runs as. 0 is refused in a `restricted` pod.
   *
   * @default - that of the image
   */
  readonly user?: number;
  /**
   * The group that it runs as.
   *
   * @default - that of the image where the user is the image's, else the number of the user
   */
  readonly group?: number;
  /**
   * The Linux capabilities that it needs, all others are dropped; refused where the pod's level forbids them. They are of
   * use to root only, for a program of another user has none of them.
   *
   * @default - none
   */
  readonly capabilities?: readonly LinuxCapability[] | undefined;
  /**
   * Whether it is root on the node, with all capabilities and devices; refused but in a `privileged` pod.
   *
   * @default false
   */
  readonly privileged?: boolean | undefined;
  /**
   * The directory that it starts in.
   *
   * @default - that of the image
   */
  readonly workingDir?: string | undefined;
  /**
   * What the container may use, as its user has said: field by field over `defaultResources`.
   *
   * @default - defaultResources
   */
  readonly resources?: ContainerResources | undefined;
  /**
   * What the container may use where its user says nothing.
   *
   * @default - requests of 50m and 64Mi, limits of 1 CPU and 512Mi
   */
  readonly defaultResources?: ContainerResources;
  /**
   * The handles that it cannot do without.
   *
   * @default - none
   */
  readonly needs?: readonly Handle<Id>[];
  /**
   * Objects that it brings with it, such as a Role and a RoleBinding, by an id of their own. They are made as children of the step, in
   * the chart and the namespace of the workload, when the step is declared; standards and rules hold for them as for others.
   *
   * @default - none
   */
  readonly brings?: Readonly<Record<string, BroughtObject>>;
  /**
   * `after` as its user has given it.
   *
   * @default - none
   */
  readonly after?: readonly Handle<Id>[] | undefined;
  /**
   * What it waits for or asks, in words for the start-up plan.
   *
   * @default - nothing
   */
  readonly waitsFor?: readonly string[];
  /**
   * The other hosts that those may redirect it to, in words for the start-up plan, such as `*.example.com`; `*` is any.
   *
   * @default - none
   */
  readonly redirectsTo?: readonly string[];
  /**
   * The hosts without which it cannot end well: waits of workloads for each other are found by them.
   *
   * @default - the hosts of the URLs in waitsFor
   */
  readonly asks?: readonly HostDependency[];
  /**
   * Both at once, as data.
   *
   * @internal
   */
  readonly targets?: readonly TargetFacts[];
  /**
   * What it gives, in words for the start-up plan.
   *
   * @default - nothing
   */
  readonly gives?: readonly string[];
}

/** Why texts among the arguments may stand in the YAML, as `reasons` takes it. */
export const reasonsOfArguments = (reasons: readonly string[]): Readonly<Record<string, string>> =>
  (reasons.length === 0 ? {} : { args: reasons.join('; ') });

/** What the steps of the library say beyond what others may. */
export interface LibraryDefinition<Id extends string = any> extends StepDefinition<Id> {
  /** True where it runs on beside all that comes after, as a sidecar. */
  readonly runsOn?: boolean;
  /** True where nothing but there being one pod keeps it to one at a time. */
  readonly isSingleton?: boolean;
  /** What it makes of a volume that kubelet changes as well. */
  readonly ownership?: Ownership | undefined;
  /** The volumes that it fills with what an image has in a directory. */
  readonly copies?: readonly CopySpec[];
  /** The definition with another deadline, of a step without a timeout, which shares what the other steps leave. */
  readonly shares?: ((deadline: Duration) => LibraryDefinition<Id>) | undefined;
  /** Declares what has to run before it, once nothing more is refused. */
  readonly first?: () => void;
  /** What a person should know of it, for the start-up plan. */
  readonly notes?: readonly string[];
  /** What can be looked at only when the app is whole: each gives the sentences of what is wrong. */
  readonly validations?: ReadonlyArray<() => string[]>;
}
