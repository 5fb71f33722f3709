import type { ImageUser } from '../images/image';
import { ANNOTATION_PREFIX } from '../declared/annotations';
import type { PodFacts, StepFacts } from '../declared/facts';
import type { Scaled } from '../manifest/many-pods';
import { type Clocks, clocksOf, type Timed } from '../manifest/clocks';
import type { PodSecurity } from '../manifest/pod-security';
import { PROGRAMS_VOLUME } from '../manifest/programs';
import { wordsOf } from '../manifest/containers';
import { type Container, type Field, isSet, list, type PodMetadata, type PodSpec, text } from '../manifest/types';
import type { MakesClaims } from '../manifest/volumes';
import type { FindsPods } from './commands';

/*
 * A pod as its finished manifest and the facts that it carries describe it, wherever both come from. The plan is made of nothing else, so that
 * a program and a file of YAML get the same one.
 */

/** A manifest, as far as a plan goes. */
export type PlannedManifest = Timed & FindsPods & MakesClaims & Scaled & { readonly kind?: Field<string> };

/** What a pod is described by. */
export interface Description {
  readonly manifest: object;
  readonly pod: { readonly spec: PodSpec; readonly metadata: PodMetadata };
  /** What the code says of its steps; undefined where no code of this library stands behind it. */
  readonly facts: PodFacts | undefined;
  /** The level that it meets, where no facts say one. */
  readonly level?: PodSecurity;
  /** The manifests of a kind that are applied with it. */
  objects(kind: string): readonly object[];
}

/** Where a container sees a volume. */
export interface DescribedMount {
  /** The name of the volume in the pod. */
  readonly volume: string;
  readonly path: string;
}

/** A container of the pod. */
export interface DescribedContainer {
  readonly name: string;
  readonly image: string;
  /** True for an init container that runs on beside all that comes after. */
  readonly isSidecar: boolean;
  /** The user that it runs as, where the manifest says one. */
  readonly user: number | undefined;
  readonly mounts: readonly DescribedMount[];
  /** As it stands in the manifest. */
  readonly json: Container;
}

/** A step: what the code says of it, and the container that runs it. */
export interface DescribedStep extends DescribedContainer {
  readonly facts: StepFacts;
  /** What it is for, in the words of the annotation beside it. */
  readonly purpose: string;
  /** The user that it runs as, as far as the manifest or the facts say one. */
  readonly runsAs: ImageUser | 'platform';
  /** The words of the command that it runs for its user; none where it runs a program of the library. */
  readonly words: readonly string[];
}

/** A pod, described. */
export interface DescribedPod extends Omit<Description, 'pod' | 'level'> {
  readonly manifest: PlannedManifest;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly level: PodSecurity;
  readonly metadata: PodMetadata;
  readonly spec: PodSpec;
  readonly clocks: Clocks;
  /** The steps, in the order in which they run. */
  readonly steps: readonly DescribedStep[];
  /** The init containers, steps among them, in the order in which they start. */
  readonly initContainers: readonly DescribedContainer[];
  /** The containers of the app. */
  readonly containers: readonly DescribedContainer[];
}

/** Describes a pod. */
export function describePod({ manifest: given, pod: { spec, metadata }, facts, level, objects }: Description): DescribedPod {
  const manifest = given as PlannedManifest;
  const kind = text(manifest.kind);
  const describe = (containers: PodSpec['containers']) => list(containers).filter(isSet).map((container) => describeContainer(container, spec));
  const initContainers = describe(spec.initContainers);
  return {
    manifest, kind, metadata, spec, facts, objects, initContainers,
    name: text(manifest.metadata?.name),
    namespace: manifest.metadata?.namespace,
    level: facts ? facts.level ?? 'restricted' : level ?? 'privileged',
    clocks: clocksOf(kind, manifest, spec),
    steps: (facts?.steps ?? []).map((step) => describeStep(step, facts, metadata, initContainers.find(({ name }) => name === step.name))),
    containers: describe(spec.containers),
  };
}

/** Where the library puts what it needs itself. */
const OWN_VOLUMES: ReadonlySet<string> = new Set([PROGRAMS_VOLUME, 'prelude-helper']);

function describeContainer(json: Container, spec: PodSpec): DescribedContainer {
  const mounts = list(json.volumeMounts).filter((mount) => isSet(mount) && !OWN_VOLUMES.has(text(mount.name)))
    .map((mount): DescribedMount => ({ volume: text(mount?.name), path: text(mount?.mountPath) }));
  return {
    name: text(json.name), image: text(json.image), isSidecar: json.restartPolicy === 'Always',
    user: json.securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? undefined, mounts, json,
  };
}

/** Of a step whose container a patch has taken away. */
const NO_CONTAINER: Omit<DescribedContainer, 'name'> = Object.freeze({ image: '', isSidecar: false, user: undefined, mounts: [], json: {} });

function describeStep(
  facts: StepFacts, { platform }: Partial<PodFacts> = {}, { annotations }: PodMetadata, container: Omit<DescribedContainer, 'name'> = NO_CONTAINER,
): DescribedStep {
  return {
    ...container, name: facts.name, facts,
    purpose: text(annotations?.[`${ANNOTATION_PREFIX}${facts.name}`]),
    runsAs: container.user ?? (platform ? 'platform' : 'image'),
    words: facts.grace === undefined ? [] : wordsOfUser(container.json),
  };
}

/** What follows `--` in the arguments of the program that runs a command; `$$` stands there for `$`. */
function wordsOfUser(container: Container): readonly string[] {
  const all = wordsOf(container);
  return all.slice(all.indexOf('--') + 1).map((word) => word.replaceAll('$$', '$'));
}
