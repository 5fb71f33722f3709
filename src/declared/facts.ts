import type { Requirement } from './asked';
import type { PodSecurity } from '../manifest/pod-security';
import type { DeclaredMount, DeclaredPod, DeclaredRead, WrittenFile } from './pod';
import type { Overwrite } from './proven';
import type { TargetFacts } from './target';

/*
 * What a pod carries of its steps as data, in one annotation: commands over YAML and over a cluster read it. What is not there is
 * none or the default, so that it stays short. `docs/facts.md` describes it for others.
 */

/** The version of the format. A reader takes no other. */
export const FACTS_VERSION = 1;

/** What the code says of a pod and of its steps. */
export interface PodFacts {
  /** The version of the format. */
  readonly version: typeof FACTS_VERSION;
  /** The path of the workload's construct, such as `shop/web`. */
  readonly path: string;
  /**
   * The line of the program that built it, such as `src/main.ts:12`.
   *
   * @default - nobody has asked for lines
   */
  readonly source?: string | undefined;
  /**
   * The Pod Security level that its pods meet.
   *
   * @default 'restricted'
   */
  readonly level?: PodSecurity | undefined;
  /** The steps, in the order in which they run. */
  readonly steps: readonly StepFacts[];
  /**
   * The container that leaves the helper, where there is one: the name of the container, its place among the steps from 0, for which
   * container it does so, and its hashes.
   *
   * @default - none: a step leaves it, or no container needs it
   */
  readonly helper?: { readonly name: string; readonly at: number; readonly for: string; readonly made?: string | undefined } | undefined;
  /**
   * The steps that nothing but there being one pod keeps to one at a time.
   *
   * @default - none
   */
  readonly singleton?: readonly string[] | undefined;
  /**
   * Which containers read the files of which step.
   *
   * @default - none
   */
  readonly reads?: readonly ReadingFacts[] | undefined;
  /**
   * Who else may write the volumes that are read, beside the steps that fill them.
   *
   * @default - nobody
   */
  readonly mayWrite?: readonly DeclaredMount[] | undefined;
  /**
   * Who only reads a volume that a step has prepared for writing.
   *
   * @default - nobody
   */
  readonly onlyReads?: readonly DeclaredMount[] | undefined;
  /**
   * The files that one step has written and a later one again.
   *
   * @default - none
   */
  readonly overwrites?: readonly Overwrite[] | undefined;
  /**
   * The directories that images fill, by the name of the container, as users say.
   *
   * @default - nothing is said
   */
  readonly filledDirectories?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * The containers that run as the user of their image, as the code says.
   *
   * @default - none
   */
  readonly usersOfImages?: readonly string[] | undefined;
  /**
   * The platform that chooses users and groups, and which standard says so.
   *
   * @default - none
   */
  readonly platform?: Requirement<string> | undefined;
  /**
   * How the proxy of a service mesh comes into the pods, and which standard says so.
   *
   * @default - there is none, or no standard says so
   */
  readonly mesh?: Requirement<string> | undefined;
  /**
   * What a person should know of its steps, such as what a migration tool leaves behind after a kill: the plan shows it.
   *
   * @default - nothing
   */
  readonly notes?: readonly string[] | undefined;
}

/** The files of a step that a container reads. */
export type ReadingFacts = Omit<DeclaredRead, 'verified'> & { readonly verified?: boolean | undefined };

/** What the code says of one step. */
export interface StepFacts {
  /** The name of the init container. */
  readonly name: string;
  /** The kind of step, such as `WaitForService`. */
  readonly kind: string;
  /**
   * The line of the program that built it, such as `src/main.ts:14`.
   *
   * @default - nobody has asked for lines
   */
  readonly source?: string | undefined;
  /**
   * What it waits for, or asks and cannot do without.
   *
   * @default - nothing
   */
  readonly waitsFor?: readonly TargetFacts[] | undefined;
  /**
   * The other hosts that those may redirect it to; `*` is any.
   *
   * @default - none
   */
  readonly redirectsTo?: readonly string[] | undefined;
  /**
   * The steps whose handles it holds.
   *
   * @default - none
   */
  readonly after?: readonly string[] | undefined;
  /**
   * What it gives, such as `migrated: db`.
   *
   * @default - nothing
   */
  readonly gives?: readonly string[] | undefined;
  /** After how many seconds it gives up, or goes on. */
  readonly deadline: number;
  /**
   * True where its user has said so.
   *
   * @default - the library has
   */
  readonly timeoutGiven?: boolean | undefined;
  /**
   * True where it runs on beside all that comes after, as a sidecar.
   *
   * @default - it ends before the next one starts
   */
  readonly runsOn?: boolean | undefined;
  /**
   * True where it then goes on without what it has waited for.
   *
   * @default - it fails
   */
  readonly goesOn?: boolean | undefined;
  /**
   * How many seconds more what it runs may take to stop.
   *
   * @default - none
   */
  readonly grace?: number | undefined;
  /**
   * How often it tries.
   *
   * @default - until the deadline
   */
  readonly attempts?: number | undefined;
  /**
   * The volumes that it fills for those that come after.
   *
   * @default - none
   */
  readonly fills?: readonly string[] | undefined;
  /**
   * How many bytes it may come to write into volumes that it was given.
   *
   * @default - nothing is known
   */
  readonly needs?: ReadonlyArray<{ readonly volume: string; readonly bytes: number }> | undefined;
  /**
   * The files and directories that it leaves with modes of their own.
   *
   * @default - none
   */
  readonly writes?: readonly WrittenFacts[] | undefined;
  /**
   * The hashes of what its container was given (`made.ts`).
   *
   * @default - not known
   */
  readonly made?: string | undefined;
}

/** A file or directory that a step leaves, with what is not the default. */
export type WrittenFacts = Pick<WrittenFile, 'volume' | 'path' | 'owner' | 'group'> & {
  readonly directory?: boolean | undefined;
  readonly mode?: number | undefined;
  readonly forUser?: boolean | undefined;
};

/** The line of the program that built a container of a pod, as far as the facts say it: that of its step, or of the workload. */
export const sourceOf = (facts: PodFacts | undefined, container: string | undefined): string | undefined =>
  facts?.steps.find(({ name }) => name === container)?.source ?? facts?.source;

/** The names of the library's init containers, in the order in which they run. */
export function namesInOrder({ steps, helper }: PodFacts): readonly string[] {
  const names = steps.map(({ name }) => name);
  if (helper) names.splice(helper.at, 0, helper.name);
  return names;
}

/** The hashes of the library's init containers, in the order in which they run. */
function madeInOrder({ steps, helper }: PodFacts): ReadonlyArray<string | undefined> {
  const made = steps.map((step) => step.made);
  if (helper) made.splice(helper.at, 0, helper.made);
  return made;
}

/** What the rendered pod is held against. */
export const declaredBy = ({ reads = [], mayWrite = [], onlyReads = [], overwrites, ...facts }: PodFacts): DeclaredPod => ({
  made: madeInOrder(facts),
  ...(overwrites === undefined ? {} : { overwrites }),
  kinds: new Map(facts.steps.map(({ name, kind }) => [name, kind])),
  onlyReads,
  reads: reads.map(({ verified = false, ...read }) => ({ ...read, verified })),
  runsOn: facts.steps.filter(({ runsOn }) => runsOn).map(({ name }) => name),
  writes: [...facts.steps.flatMap(({ name, fills = [] }) => fills.map((volume) => ({ container: name, volume }))), ...mayWrite],
});

/** What the steps leave with modes of their own, in their order. */
const writtenBy = ({ steps }: PodFacts): readonly WrittenFile[] => steps.flatMap(({ name, writes = [] }) =>
  writes.map(({ volume, path, directory = false, mode, owner, group, forUser = false }) => ({
    step: name, volume, path, directory, mode, owner, group, isForUser: forUser,
  })));

/** What the code said of a pod, as far as its facts carry it: what rules over it are shown. */
export const declarationsOf = (facts: PodFacts) => ({
  steps: namesInOrder(facts), singleton: facts.singleton ?? [], declared: declaredBy(facts), leaves: writtenBy(facts),
  filledDirectories: new Map(Object.entries(facts.filledDirectories ?? {})),
});
