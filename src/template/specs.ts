import type { Duration } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import type { Argument } from '../env/expand';
import type { Image } from '../images/image';
import type { WrittenFile } from '../declared/pod';
import type { TargetFacts } from '../declared/target';
import type { ScriptPart } from '../scripts/part';
import type { Privileges } from '../security/security-context';
import type { Need, Ownership, PullPolicy } from './facts';
import type { CopySpec, MountSpec } from './volume-spec';

/** What every container of ours has. */
interface CommonSpec {
  readonly name: string;
  /** The construct's path, for messages. */
  readonly path: string;
  readonly image: Image;
  readonly env: readonly k8s.EnvVar[];
  readonly mounts: readonly MountSpec[];
  readonly privileges: Privileges;
  readonly resources: ContainerResources;
  readonly workingDirectory?: string | undefined;
  /** Why variables and arguments may be plain text although they look like secrets, by variable, or `args`. */
  readonly plainText: Readonly<Record<string, string>>;
}

/** A container of the app. */
export interface ContainerSpec extends CommonSpec {
  /** The variables that are set to values of steps; the files are among the mounts. */
  readonly values: readonly string[];
  /** When its image is pulled; undefined where the workload says it. */
  readonly imagePullPolicy?: PullPolicy | undefined;
  /** The step that it is, where a Job is there for nothing else: it runs in the place of an app. */
  readonly step?: StepSpec;
}

/** A program of ours: the parts of its script and its arguments. */
export interface ProgramSpec {
  readonly parts: readonly ScriptPart[];
  readonly args: readonly Argument[];
  /** How long what it runs may take to stop; undefined where it runs nothing but itself. */
  readonly grace?: Duration | undefined;
}

/**
 * Where the shell comes from that a step's program runs in. `own`: the image has one. `helper`: the static busybox that an
 * earlier container has left in a volume, for images that may have none.
 */
export type Shell = 'own' | 'helper';

/** A step: an init container, what it proves, and all that declaring it writes. */
export interface StepSpec extends CommonSpec {
  /** The kind of step, such as `WaitForService`. */
  readonly kind: string;
  /** The line of the program that built it; undefined where nobody asks for lines. */
  readonly source: string | undefined;
  /** What it is for, in one sentence; stands in the YAML for the person on call. */
  readonly purpose: string;
  readonly program: ProgramSpec;
  readonly shell: Shell;
  /** True where it runs on beside all that comes after, as a sidecar; else it ends before the next one starts. */
  readonly runsOn: boolean;
  /** How long it may take: to its end, or until it has started where it runs on. */
  readonly deadline: Duration;
  /** True where its user has said how long it may take. */
  readonly isTimeoutGiven: boolean;
  /** The same step with another deadline, where it shares what the other steps leave; undefined where its own is fixed. */
  readonly withDeadline?: ((deadline: Duration) => StepSpec) | undefined;
  /** True where it goes on at its deadline without what it has waited for. */
  readonly goesOn: boolean;
  /** How long what it runs may then take to stop. */
  readonly grace?: Duration | undefined;
  /** How often it tries before the deadline; undefined where it tries until then. */
  readonly attempts?: number | undefined;
  /** What it waits for, or asks and cannot do without. */
  readonly targets: readonly TargetFacts[];
  /** The other hosts that those may redirect it to; `*` is any. */
  readonly redirectsTo: readonly string[];
  readonly gives: readonly string[];
  /** What it leaves with modes of its own. */
  readonly leaves: readonly WrittenFile[];
  /** The names of the earlier steps whose handles it holds. */
  readonly after: readonly string[];
  /** True where nothing but there being one pod keeps it to one at a time. */
  readonly isSingleton: boolean;
  /** What a person should know of it, for the start-up plan. */
  readonly notes: readonly string[];
  /** How much it may come to write into volumes that it was given. */
  readonly needs: readonly Need[];
  /** What it makes of a volume that kubelet changes as well. */
  readonly ownership?: Ownership | undefined;
  /** The volumes that it fills with what an image has in a directory. */
  readonly copies: readonly CopySpec[];
}
