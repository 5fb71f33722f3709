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

/** An object that a step creates, as in the YAML. Without a name it gets one of its own. */
export interface BroughtObject extends ApiObjectProps {
  /** The other fields of the kind: `data`, `rules`, `spec` … */
  readonly [field: string]: unknown;
}

/** The definition of a step, given once in its constructor: what it needs, runs, may do and gives. */
export interface StepDefinition<Id extends string = any> {
  /**
   * The kind of step, as people read it in the start-up plan.
   *
   * @default - the name of the class
   */
  readonly kind?: string;
  /** What it does, in one sentence without a full stop, such as `registers shop with Consul`. The YAML shows it to the person on call. */
  readonly purpose: string;
  /**
   * The URL of a page about it, for example on what to do when it fails. The YAML and the plan show it after the purpose.
   *
   * @default - none
   */
  readonly see?: string | undefined;
  /** The image that it runs in. */
  readonly image: AnyImage<any, NotAnImage>;
  /** What it runs: a command of the image, a script, or parts of the library's own scripts. */
  readonly program: Program;
  /**
   * The programs of the image that its command or script uses. The library looks for them in the image's list of tools, if there is one, and
   * in the container before the command starts.
   *
   * @default - not checked
   */
  readonly tools?: readonly string[] | undefined;
  /**
   * The files that its command or script writes for others, made by `output(…)`. They are published only after it has succeeded.
   *
   * @default - nothing
   */
  readonly output?: Output<Id> | undefined;
  /**
   * What a second run does, because init containers can run again at any time. The YAML and the plan show it.
   *
   * @default - not shown: not needed if a second run of the program has the same result as the first
   */
  readonly rerun?: Rerun<Id> | undefined;
  /**
   * How long it may take, as given by its user.
   *
   * @default - defaultTimeout
   */
  readonly timeout?: Duration | undefined;
  /** How long it may take if its user gives no timeout. */
  readonly defaultTimeout: Duration;
  /**
   * How long it waits for optional targets. Then it goes on without them, and does not fail. Its program must implement that; the timeout
   * above is its limit.
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
   * Variables, as users give them. The library checks them and protects them from Kubernetes' expansion.
   *
   * @default - none
   */
  readonly env?: AnyEnvironment | undefined;
  /**
   * Variables in the form of Kubernetes, such as those of a source.
   *
   * @default - none
   */
  readonly variables?: readonly k8s.EnvVar[];
  /**
   * Why variables, headers or arguments may be plain text although they look like secrets: by the name of the variable or the
   * header, or `args`. The YAML shows the reasons. Do not repeat the reasons of `plainText(…)` in `env`.
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
   * The mounts of a source.
   *
   * @default - none
   */
  readonly sources?: readonly MountSpec[];
  /**
   * Volumes that it writes itself, by path, made by `volumeToFill(…)`. The step must make sure that each file is complete or does not exist.
   * `output` does that for a command or a script.
   *
   * @default - nothing
   */
  readonly fills?: Readonly<Record<string, VolumeSpec>>;
  /**
   * Files and directories that it writes with modes that restrict who can read or write them. At synth, the library reports containers of
   * another user that mount them.
   *
   * @default - all users can read its files
   */
  readonly leaves?: readonly WrittenFileProps[];
  /**
   * The user that it runs as. A `restricted` pod refuses 0.
   *
   * @default - the user of the image
   */
  readonly user?: number;
  /**
   * The group that it runs as.
   *
   * @default - the group of the image if the user is that of the image, else the number of the user
   */
  readonly group?: number;
  /**
   * The Linux capabilities that it needs; all others are dropped. The library refuses them if the pod's level forbids them. They work
   * only for root: a program of another user does not get them.
   *
   * @default - none
   */
  readonly capabilities?: readonly LinuxCapability[] | undefined;
  /**
   * Whether it is root on the node, with all capabilities and devices. Only a `privileged` pod allows it.
   *
   * @default false
   */
  readonly privileged?: boolean | undefined;
  /**
   * The directory that it starts in.
   *
   * @default - the directory of the image
   */
  readonly workingDir?: string | undefined;
  /**
   * The resources of the container, as given by its user. They replace `defaultResources` field by field.
   *
   * @default - defaultResources
   */
  readonly resources?: ContainerResources | undefined;
  /**
   * The resources of the container if its user gives none.
   *
   * @default - requests of 50m and 64Mi, limits of 1 CPU and 512Mi
   */
  readonly defaultResources?: ContainerResources;
  /**
   * The handles that it requires.
   *
   * @default - none
   */
  readonly needs?: readonly Handle<Id>[];
  /**
   * Objects that it creates, such as a Role and a RoleBinding, each under an id of its own. They are children of the step, in the chart and
   * the namespace of the workload. Standards and rules apply to them as to other objects.
   *
   * @default - none
   */
  readonly brings?: Readonly<Record<string, BroughtObject>>;
  /**
   * `after`, as given by its user.
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
   * Other hosts to which those may redirect it, in words for the start-up plan, such as `*.example.com`; `*` is any.
   *
   * @default - none
   */
  readonly redirectsTo?: readonly string[];
  /**
   * The hosts without which it cannot succeed. The library uses them to find workloads that wait for each other.
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
   * The handles that it gives, in words for the start-up plan.
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
