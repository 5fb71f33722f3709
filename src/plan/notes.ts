import { ANNOTATION_PREFIX, OWNER_ANNOTATION } from '../declared/annotations';
import { jobSpec, PROGRESS_DEADLINE } from '../manifest/clocks';
import { text } from '../manifest/types';
import * as say from '../messages/plan';
import * as ofStandards from '../messages/standards';
import { meshNotes, type StepInMesh } from '../standards/mesh';
import { absentNames } from './absent-names';
import { inNamespace } from './commands';
import type { DescribedPod, DescribedStep } from './described';
import { governingService } from './governing-service';
import { networkNotes } from './network';
import type { OtherInitContainer } from './planned';
import { riskNotes } from './risks';
import { smallVolumes } from './small-volumes';
import { tokenNotes } from './token';
import { unusedVolumes } from './unused-volumes';
import { unwritableClaims } from './unwritable-claims';
import { mountsByVolume } from './volumes';

/** What is known of a pod when its notes are written. */
export interface Known {
  readonly described: DescribedPod;
  /** The newest pod, as commands name it. */
  readonly pod: string;
  readonly others: readonly OtherInitContainer[];
  readonly worstCaseSeconds: number;
}

/** What a person should know of a pod's start. */
export function notesOf(known: Known): readonly string[] {
  const { described } = known;
  return [
    ...clockNotes(known),
    ...helperNotes(described),
    ...ownNotes(known),
    ...networkNotes(described),
    ...governingService(described),
    ...absentNames(described),
    ...riskNotes(described),
    ...tokenNotes(described),
    ...standardNotes(described),
    ...volumeNotes(described),
    ...failureNotes(known),
    ...described.facts?.notes ?? [],
  ];
}

const inMesh = ({ name, runsAs, facts: { grace } }: DescribedStep): StepInMesh => ({ name, user: runsAs, runsCommand: grace !== undefined });

/** What standards ask of the pod. */
function standardNotes({ facts, kind, metadata: { annotations }, spec: { securityContext }, steps }: DescribedPod): readonly string[] {
  const platform = facts?.platform;
  const owner = text(annotations?.[`${ANNOTATION_PREFIX}${OWNER_ANNOTATION}`]);
  const group = securityContext?.fsGroupChangePolicy === 'OnRootMismatch' ? securityContext.fsGroup ?? undefined : undefined;
  return [
    ...(owner === '' ? [] : [ofStandards.ownedBy(owner)]),
    ...meshNotes(facts?.mesh, { kind, steps: steps.map(inMesh) }),
    ...(platform?.value === 'openshift' ? [ofStandards.noUserOnOpenShift(platform.by)] : group === undefined ? [] : [say.fsGroup(group)]),
  ];
}

/**
 * Notes on clocks that the user has set. Where the user has set neither a timeout nor the clock of the rollout, only the library could
 * change something.
 */
function clockNotes({ worstCaseSeconds: worst, described: { clocks: { progress, active }, steps, kind } }: Known): readonly string[] {
  const longest = longestOf(steps);
  const isDecided = longest !== undefined || progress !== PROGRESS_DEADLINE;
  return [
    ...(progress !== undefined && worst > progress && isDecided ? [say.beyondProgressDeadline(worst, progress, longest)] : []),
    ...(active !== undefined && worst > active ? [say.beyondActiveDeadline(worst, active, kind, longest)] : []),
  ];
}

function longestOf(steps: readonly DescribedStep[]): say.LongestStep | undefined {
  const given = steps.filter(({ facts }) => facts.timeoutGiven).map(({ name, facts: { deadline } }) => ({ name, seconds: deadline }));
  return given.length === 0 ? undefined : given.reduce((most, one) => (one.seconds > most.seconds ? one : most));
}

const helperNotes = ({ facts }: DescribedPod): readonly string[] => (facts?.helper ? [say.helperCosts(facts.helper.name, facts.helper.for)] : []);

function ownNotes({ others }: Known): readonly string[] {
  const endless = others.filter(({ kind }) => kind === 'own').map(({ name }) => name);
  return endless.length > 0 ? [say.ownWithoutDeadline(endless)] : [];
}

function volumeNotes(pod: DescribedPod): readonly string[] {
  const mounts = mountsByVolume(pod.spec);
  return [...unusedVolumes(pod, mounts), ...(pod.facts?.platform ? [] : unwritableClaims(pod, mounts)), ...smallVolumes(pod)];
}

const BACKOFF_LIMIT = 6;

/** Where nothing is said, the defaults of Kubernetes. */
function failureNotes({ described: { steps, kind, name, manifest, spec, clocks: { active } }, pod }: Known): readonly string[] {
  if (steps.every(({ facts: { goesOn } }) => goesOn)) return [];
  return [say.stepFails(kind, {
    policy: spec.restartPolicy ?? 'Always', limit: jobSpec(manifest).backoffLimit ?? BACKOFF_LIMIT, activeDeadline: active,
    name, pod, namespace: inNamespace(manifest),
  })];
}
