import type { PodSecurity } from '../security/pod-security';
import type { PlacedContainer } from './containers';
import type { PodMetadata, PodSpec } from './json';

/** A pod as it will be written: after every escape hatch and JSON patch, as plain JSON. */
export interface FinishedPod {
  /** The path of the workload's construct, such as `shop/web`. */
  readonly path: string;
  /** The kind of the API object: `Deployment`, `CronJob`, `Pod` … */
  readonly kind: string;
  /** The Pod Security level that was asked for. */
  readonly level: PodSecurity;
  /** The pod spec. */
  readonly spec: PodSpec;
  /** The metadata of the pod, or of the pod template. */
  readonly metadata: PodMetadata;
  /** The names of the library's init containers, in the order of the code. */
  readonly steps: readonly string[];
  /**
   * The directories that users say their images fill, by the name of the container.
   *
   * @default - none is known: a manifest does not tell
   */
  readonly filledDirectories?: ReadonlyMap<string, readonly string[]>;
  /**
   * The steps that nothing but there being one pod keeps to one at a time.
   *
   * @default - none
   */
  readonly onePod?: readonly string[];
  /**
   * What the code says of it, which a manifest does not tell.
   *
   * @default - nothing is known
   */
  readonly declared?: DeclaredPod;
  /**
   * The files and directories that steps leave with modes of their own, in the order of the steps.
   *
   * @default - none is known: a manifest does not tell
   */
  readonly leaves?: readonly Leaving[];
  /** The whole API object. */
  readonly manifest: object;
  /**
   * What standards ask of it.
   *
   * @default - nothing
   */
  readonly asked?: AskedOfPods;
}

/** What the code says of a pod: what its finished manifest can be held against. */
export interface DeclaredPod {
  /** The text of each step's program, in the order of `steps`. */
  readonly programs: readonly string[];
  /** Who reads the files of which step. */
  readonly reads: readonly DeclaredRead[];
  /** Who may write which volume that is read: what is proven of it all the same has been looked at. */
  readonly writes: readonly DeclaredMount[];
}

/** A volume that a container mounts. */
export interface DeclaredMount {
  /** The name of the container. */
  readonly container: string;
  /** The name of the volume. */
  readonly volume: string;
}

/** The files of a step, mounted read-only as proven. */
export interface DeclaredRead extends DeclaredMount {
  /** The step whose files these are. */
  readonly step: string;
  /** True where the step has looked at all that is there. */
  readonly verified: boolean;
}

/** A file or a directory that a step leaves in a volume, and who may do what with it. */
export interface Leaving {
  /** The name of the step. */
  readonly step: string;
  /** The name of the volume. */
  readonly volume: string;
  /** Its path in the volume; empty for the root of the volume, where the step changes all of it. */
  readonly path: string;
  /** True where it is a directory. */
  readonly directory: boolean;
  /** Its mode; undefined where the step leaves that as it is. */
  readonly mode: number | undefined;
  /** Its owner, where that is not the user of the step. */
  readonly owner?: number | undefined;
  /** Its group, where that is not the group of the step. */
  readonly group?: number | undefined;
  /** True where the step was told for whom it is: a container of whom nothing is known may be that one. */
  readonly isForUser: boolean;
}

/** What a standard asks for, and how messages name that standard. */
export interface Asked<T> {
  /** What is asked for. */
  readonly value: T;
  /** The standard and who set it, such as `standard "Acme" (set on shop)`. */
  readonly by: string;
}

/** What standards ask of a finished pod. */
export interface AskedOfPods {
  /** The registries, or beginnings of repositories, that images come from. */
  readonly registries?: Asked<readonly string[]> | undefined;
  /** True where every image has a digest. */
  readonly digests?: Asked<boolean> | undefined;
  /** The platform that chooses users, where one does. */
  readonly platform?: Asked<string> | undefined;
  /** The version of Kubernetes that the manifest is for. */
  readonly kubernetesVersion?: Asked<string> | undefined;
}

/** What a rule is shown: the finished pod, and all its containers with their places. */
export interface JudgedPod extends FinishedPod {
  /** Init containers, then containers, then ephemeral containers. */
  readonly containers: readonly PlacedContainer[];
}

/** One thing that is wrong, as the rule that found it says it. */
export interface Fault {
  /** Where in the pod, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /** What stands there; never the value of a secret. */
  readonly given?: string;
}

/** One thing that is wrong, and the id of the rule that says so. */
export interface Finding extends Fault {
  /** The id of the rule. */
  readonly rule: string;
  /** The standard that brought the rule, where it is none of the library's. */
  readonly by?: string;
}

/** Takes note of a fault. */
export type Find = (fault: Fault) => void;

/**
 * One pure rule over a finished pod. Those of the library are written this way, each in a file that is called as its id; your
 * own are added by a standard.
 *
 * @example
 * const noRootShell: Rule = {
 *   id: 'no-shell-entrypoint',
 *   title: 'No container of the app is started by a shell',
 *   why: 'A shell does not pass SIGTERM on, so that every stop takes the whole grace period.',
 *   see: 'https://wiki.acme.example/shells',
 *   judge({ containers }, find) {
 *     for (const container of containers) {
 *       if (container.group !== 'containers' || container.json.command?.[0] !== 'sh') continue;
 *       find({ where: container.at('command'), sentence: `container "${container.name}" is started by a shell: start the program itself` });
 *     }
 *   },
 * };
 * // [shop/web] containers[app].command: container "app" is started by a shell: … (rule no-shell-entrypoint of standard "Acme" (set on shop))
 */
export interface Rule {
  /** What findings, exceptions, documentation and tests call it: lower case letters, digits and `-`. */
  readonly id: string;
  /**
   * The levels of pods that it judges.
   *
   * @default - every level
   */
  readonly levels?: readonly PodSecurity[];
  /** What it asks, in a few words. */
  readonly title: string;
  /** What would happen otherwise. */
  readonly why: string;
  /** Where to read on: a page of the Kubernetes documentation, or of your own. */
  readonly see: string;
  /**
   * Why it cannot be set aside by `exceptRule(…)`, or what to do instead.
   *
   * @default - it can be set aside, with a reason
   */
  readonly noExceptions?: string;
  /**
   * Finds what is wrong, each by one call, before it returns; reads the pod and nothing else, and makes no objects where nothing
   * is wrong. A rule of your own is shown a copy that cannot be changed.
   */
  judge(pod: JudgedPod, find: Find): void;
}
