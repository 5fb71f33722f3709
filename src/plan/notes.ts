import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { repairs } from '../assembly/harden';
import { HELPER_CONTAINER, planHelper } from '../assembly/helper';
import { podOf } from '../manifest/pod-of';
import * as say from '../messages/plan';
import * as ofStandards from '../messages/standards';
import type { PodSpec } from '../manifest/types';
import { meshNotes } from '../standards/mesh';
import { usersOf } from '../standards/platform';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { type Clocks, jobSpec, PROGRESS_DEADLINE, type Timed } from '../manifest/clocks';
import { absentNames } from './absent-names';
import { type FindsPods, inNamespace } from './commands';
import { governingService } from './governing-service';
import { networkNotes } from './network';
import type { OtherInitContainer } from './planned';
import { riskNotes } from './risks';
import { smallVolumes } from './small-volumes';
import { unusedVolumes } from './unused-volumes';
import { unwritableClaims } from './unwritable-claims';
import { type MakesClaims, mountsByVolume } from './volumes';
import { wiringNotes } from './wiring';

/** A container as cdk8s-plus has it. */
interface KplusContainer {
  readonly name: string;
  _toKube?(): object;
}

/** A workload object as far as a plan goes. */
export interface Planned extends Construct {
  readonly name: string;
  readonly containers: readonly KplusContainer[];
  readonly initContainers: readonly KplusContainer[];
}

/** What is known of a workload when its notes are written. */
export interface Known {
  readonly template: PodTemplate;
  readonly resource: Planned;
  /** The rendered manifest. */
  readonly manifest: Timed & FindsPods & MakesClaims;
  /** The rendered pod. */
  readonly spec: PodSpec;
  /** The newest pod, as commands name it. */
  readonly pod: string;
  readonly others: readonly OtherInitContainer[];
  readonly worstCaseSeconds: number;
  readonly clocks: Clocks;
}

/** What a person should know of a workload's start. */
export function notesOf(known: Known): readonly string[] {
  const { template: { fsGroup, standards: { owner, platform } } } = known;
  return [
    ...clockNotes(known),
    ...helperNotes(known),
    ...ownNotes(known),
    ...networkNotes(known.resource.node.root, podOf(known.manifest).metadata, known.manifest.metadata?.namespace, known.template.steps),
    ...governingService(known.resource.node.root, known.manifest),
    ...absentNames(known.template),
    ...known.template.steps.flatMap(({ notes }) => notes),
    ...riskNotes(known.template, known.spec),
    ...(owner ? [ofStandards.ownedBy(owner.value)] : []),
    ...meshNotes(known.template.standards, { kind: known.template.facts.kind, steps: known.template.steps }),
    ...(platform?.value === 'openshift' ? [ofStandards.noUserOnOpenShift(platform.by)] : fsGroup === undefined ? [] : [say.fsGroup(fsGroup)]),
    ...volumeNotes(known),
    ...wiringNotes(known.template),
    ...failureNotes(known),
    ...repairNotes(known),
  ];
}

/**
 * Only what somebody has decided can be put right: where neither a timeout nor the clock of the rollout was given, all that is left would be
 * for the library to change.
 */
function clockNotes({ worstCaseSeconds: worst, clocks: { progress, active }, template: { steps, facts: { kind } } }: Known): readonly string[] {
  const longest = longestOf(steps);
  const isDecided = longest !== undefined || progress !== PROGRESS_DEADLINE;
  return [
    ...(progress !== undefined && worst > progress && isDecided ? [say.beyondProgressDeadline(worst, progress, longest)] : []),
    ...(active !== undefined && worst > active ? [say.beyondActiveDeadline(worst, active, kind, longest)] : []),
  ];
}

function longestOf(steps: readonly StepSpec[]): say.LongestStep | undefined {
  const given = steps.filter(({ isTimeoutGiven }) => isTimeoutGiven).map((step) => ({ name: step.name, seconds: step.deadline.toSeconds() }));
  return given.length === 0 ? undefined : given.reduce((most, one) => (one.seconds > most.seconds ? one : most));
}

function helperNotes({ template }: Known): readonly string[] {
  const helper = planHelper(template);
  return helper.by === 'container' ? [say.helperCosts(HELPER_CONTAINER, helper.of)] : [];
}

function ownNotes({ others }: Known): readonly string[] {
  const endless = others.filter(({ kind }) => kind === 'own').map(({ name }) => name);
  return endless.length > 0 ? [say.ownWithoutDeadline(endless)] : [];
}

function volumeNotes({ template, spec, manifest }: Known): readonly string[] {
  const mounts = mountsByVolume(spec);
  const unwritable = usersOf(template.standards) === 'of the platform' ? [] : unwritableClaims(template, spec, manifest, mounts);
  return [...unusedVolumes(template, spec, manifest, mounts), ...unwritable, ...smallVolumes(template, spec)];
}

const BACKOFF_LIMIT = 6;

/** Where nothing is said, the defaults of Kubernetes. */
function failureNotes({ template: { steps, facts: { kind } }, resource, manifest, spec, pod, clocks: { active } }: Known): readonly string[] {
  if (steps.every(({ goesOn }) => goesOn)) return [];
  return [say.stepFails(kind, {
    policy: spec.restartPolicy ?? 'Always', limit: jobSpec(manifest).backoffLimit ?? BACKOFF_LIMIT, activeDeadline: active,
    name: resource.name, pod, namespace: inNamespace(manifest),
  })];
}

function repairNotes({ template: { containers, facts: { podSecurity } }, resource }: Known): readonly string[] {
  return [...resource.initContainers, ...resource.containers]
    .filter((container) => !containers.has(container))
    .map((container) => [container.name, repairs((container._toKube?.() ?? { name: container.name }) as k8s.Container, podSecurity)] as const)
    .filter(([, what]) => what.length > 0)
    .map(([name, what]) => say.repaired(name, what));
}
