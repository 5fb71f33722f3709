import { bytes } from '../checks/values';
import { ANNOTATION_PREFIX, FACTS_ANNOTATION } from '../declared/annotations';
import type { Requirement } from '../declared/asked';
import { madeOf } from '../declared/made';
import { FACTS_VERSION, type PodFacts, type StepFacts, type WrittenFacts } from '../declared/facts';
import type { DeclaredMount, DeclaredRead, WrittenFile } from '../declared/pod';
import { writeFacts } from '../declared/read-facts';
import { helperPurpose } from '../messages/plan';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { stepContainers } from './assemble';
import { declaredMounts, onlyReads } from './declared';
import { HELPER_CONTAINER, planHelper } from './helper';

/**
 * The annotations that are known when nothing more is declared: what the container is for that leaves the helper, for people, and all
 * facts of the steps as data, for commands.
 */
export function finishedAnnotations(template: PodTemplate): Readonly<Record<string, string>> {
  const facts = podFacts(template);
  const { helper } = facts;
  return {
    ...(helper ? { [`${ANNOTATION_PREFIX}${helper.name}`]: helperPurpose(helper.for) } : {}),
    ...(hasFacts(facts) ? { [FACTS_ANNOTATION]: writeFacts(facts) } : {}),
  };
}

/** What a template says of its pods, as data. */
export function podFacts(template: PodTemplate): PodFacts {
  const { path, facts: { podSecurity, source }, steps, mains, singleton, standards: { platform, mesh } } = template;
  const helper = planHelper(template);
  const { reads, writes, overwrites = [] } = declaredMounts(template);
  const filled = template.filledDirectories;
  const made = new Map(stepContainers(template).map((container) => [container.name, madeOf(container)]));
  return {
    version: FACTS_VERSION,
    path,
    source,
    level: podSecurity === 'restricted' ? undefined : podSecurity,
    steps: steps.map((step) => stepFacts(step, made.get(step.name))),
    helper: helper.by === 'container' ? { name: HELPER_CONTAINER, at: helper.index, for: helper.of, made: made.get(HELPER_CONTAINER) } : undefined,
    singleton: some(singleton),
    reads: some(reads.map(({ verified, ...read }) => (verified ? { ...read, verified } : read))),
    mayWrite: some(writes.filter((write) => isRead(template, reads, write.volume) && !fills(template, write))),
    onlyReads: some(onlyReads(template)),
    overwrites: some(overwrites),
    filledDirectories: filled.size === 0 ? undefined : Object.fromEntries(filled),
    usersOfImages: some(usersOfImages(template)),
    platform: asked(platform),
    mesh: asked(mesh),
    notes: some([...steps, ...mains].flatMap((step) => step.notes)),
  };
}

/** Whether there is anything to say that a pod without facts does not say. */
const hasFacts = ({ steps, level, helper, reads, filledDirectories, notes }: PodFacts): boolean =>
  steps.length > 0 || [level, helper, reads, filledDirectories, notes].some((fact) => fact !== undefined);

function stepFacts({
  name, kind, source, targets, after, gives, deadline, goesOn,
  isTimeoutGiven, runsOn, grace, attempts, mounts, leaves, needs, redirectsTo,
}: StepSpec, made: string | undefined): StepFacts {
  return {
    name,
    kind,
    source,
    waitsFor: some(targets),
    redirectsTo: some(redirectsTo),
    after: some(after),
    gives: some(gives),
    deadline: deadline.toSeconds(),
    timeoutGiven: isTimeoutGiven || undefined,
    goesOn: goesOn || undefined,
    runsOn: runsOn || undefined,
    grace: grace?.toSeconds(),
    attempts,
    fills: some([...new Set(mounts.flatMap(({ fills, volume }) => (fills ? [volume.name] : [])))]),
    needs: some(needs.map(({ volume, size }) => ({ volume, bytes: bytes(size) }))),
    writes: some(leaves.map(written)),
    made,
  };
}

const written = ({ volume, path, directory, mode, owner, group, isForUser }: WrittenFile): WrittenFacts => ({
  volume, path, directory: directory || undefined, mode, owner, group, forUser: isForUser || undefined,
});

/** A volume that a container reads, or another name of its claim. */
const isRead = ({ volumes }: PodTemplate, reads: readonly DeclaredRead[], name: string): boolean => {
  const claimOf = (volume: string) => volumes.get(volume)?.source?.persistentVolumeClaim?.claimName;
  return reads.some(({ volume }) => volume === name || (claimOf(name) !== undefined && claimOf(name) === claimOf(volume)));
};

/** Said among the facts of the step. */
const fills = ({ steps }: PodTemplate, { container, volume }: DeclaredMount): boolean =>
  steps.some(({ name, mounts }) => name === container && mounts.some((mount) => mount.fills && mount.volume.name === volume));

const usersOfImages = ({ steps, containers }: PodTemplate): readonly string[] =>
  [...steps, ...containers.values()].flatMap(({ name, privileges: { user } }) => (user === 'image' ? [name] : []));

/** What a standard asks, and who set it. */
const asked = (requirement: Requirement<string> | undefined): Requirement<string> | undefined =>
  requirement && { value: requirement.value, by: requirement.by };

/** What is empty is left out. */
const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
