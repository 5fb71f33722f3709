import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { type TargetFacts, targetOfUrl } from '../declared/target';
import { checkAbsolutePath, checkDuration, checkSentence } from '../checks/values';
import type { WrittenFile } from '../declared/pod';
import { renderEnv } from '../env/env';
import { refuse } from '../errors';
import { type Image, isImage } from '../images/image';
import { onceAndWrites } from '../messages/run';
import { stepForbidden } from '../messages/standards';
import { meshUser } from '../standards/mesh';
import { checkUser } from '../standards/platform';
import { deadlineOf, helperImage, isHelper, type Standards } from '../standards/standards';
import { checkResources, defaultResources, STEP_RESOURCES } from '../template/default-resources';
import type { Need } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import type { MountSpec } from '../template/volume-spec';
import { checkHidden } from '../volumes/hidden';
import { mountSpecs } from '../volumes/mounts';
import { checkImage } from '../workload/container';
import type { LibraryDefinition } from './definition';
import { nodeSpace } from './node-space';
import { checkPrivileges } from './privileges';
import { programSpec } from './program';
import { Once, type RerunSpec, rerunSpec } from './rerun';
import { stepsBefore } from './steps-before';

/**
 * What a definition comes to in a pod: its standards, the values of users that it holds, checked. Writes nothing.
 *
 * @param at the step
 * @param template the pod
 * @param definition what the step is
 * @param needs how much it may come to write into volumes that it was given
 * @param source the line of the program that built it
 */
export function resolveStep(
  at: IConstruct, template: PodTemplate, definition: LibraryDefinition, needs: readonly Need[], source: string | undefined,
): StepSpec {
  const { node: { id: name, path } } = at;
  const { standards } = template;
  const kind = definition.kind ?? at.constructor.name;
  checkKindOfStep(at, standards, kind);
  checkUser(path, standards, definition.user);
  const image = checkImage(path, template, isImage(definition.image) ? helperImage(standards, definition.image) : definition.image);
  const deadline = deadlineOfStep(at, standards, kind, definition.timeout, definition.defaultTimeout);
  const { goesOnAfter } = definition;
  const ends = goesOnAfter !== undefined && goesOnAfter.toSeconds() < deadline.toSeconds() ? goesOnAfter : deadline;
  if (definition.output !== undefined && definition.rerun instanceof Once) refuse(at, 'rerun', onceAndWrites);
  const rerun = definition.rerun === undefined ? NO_RERUN : rerunSpec(at, template, definition.rerun);
  const env = renderEnv(path, definition.env);
  const program = programSpec(at, template, definition, image, deadline, rerun.flags, env.referable);
  checkPrivileges(at, template, definition, image);
  const mounts = mountsOf(at, template, definition).concat(rerun.mounts);
  checkHidden(path, template, name, image, mounts);
  // Written out: a spread of objects of many shapes takes as long as all the rest.
  return {
    name,
    path,
    image,
    env: env.variables.length === 0 ? definition.variables ?? NONE : env.variables.concat(definition.variables ?? NONE),
    mounts,
    privileges: privilegesOf(definition, image, standards),
    resources: checkResources(path, definition.resources, defaultResources(path, standards, resourcesOf(template, definition, needs), 'steps', kind)),
    workingDirectory: definition.workingDir === undefined ? undefined : checkAbsolutePath(at, 'workingDir', definition.workingDir),
    plainText: { ...definition.reasons, ...env.reasons },
    kind,
    source,
    purpose: purposeOf(at, definition, rerun.words, ends),
    program,
    shell: isHelper(standards, image) ? 'own' : 'helper',
    runsOn: definition.runsOn === true,
    deadline: ends,
    isTimeoutGiven: definition.timeout !== undefined,
    goesOn: goesOnAfter !== undefined,
    grace: program.grace,
    attempts: definition.attempts === 'until the deadline' ? undefined : definition.attempts ?? 1,
    targets: definition.targets ?? targetsOf(definition),
    redirectsTo: definition.redirectsTo ?? NONE,
    gives: definition.gives ?? NONE,
    leaves: writtenFilesOf(name, definition),
    after: stepsBefore(at, template, definition.needs, definition.after),
    isSingleton: definition.isSingleton === true || rerun.isSingleton,
    notes: definition.notes ?? NONE,
    needs,
    ownership: definition.ownership,
    copies: definition.copies ?? NONE,
  };
}

function purposeOf(at: IConstruct, { purpose, goesOnAfter, see }: LibraryDefinition, rerun: string, ends: Duration): string {
  const words = `${checkSentence(at, 'purpose', purpose)}${rerun === '' ? '' : ` (${rerun})`}`;
  return `${words}, for at most ${ends.toSeconds()} s${goesOnAfter === undefined ? '' : ', then goes on'}${see === undefined ? '' : `; see ${see}`}`;
}

/** The step with other deadlines, where neither its user nor a standard says how long it may take. */
export function sharingStep(at: IConstruct, template: PodTemplate, definition: LibraryDefinition, spec: StepSpec): StepSpec {
  const { shares, timeout, goesOnAfter } = definition;
  if (shares === undefined || timeout !== undefined || goesOnAfter !== undefined) return spec;
  if (deadlineOf(template.standards, spec.kind) !== undefined) return spec;
  const withDeadline = (deadline: Duration): StepSpec => {
    const next = shares(deadline);
    const args = 'parts' in next.program ? ['--timeout', String(deadline.toSeconds()), ...next.program.args] : spec.program.args;
    return { ...spec, deadline, withDeadline, purpose: purposeOf(at, next, '', deadline), program: { ...spec.program, args } };
  };
  return { ...spec, withDeadline };
}

/** How long a step may take: what its user said, what standards say of its kind, or what the step says. */
export function deadlineOfStep(at: IConstruct, standards: Standards, kind: string, given: Duration | undefined, fallback: Duration): Duration {
  return given === undefined ? deadlineOf(standards, kind) ?? fallback : checkDuration(at, 'timeout', given);
}

/** Refuses a kind of step that a standard forbids. */
export function checkKindOfStep(at: IConstruct, { forbiddenSteps }: Standards, kind: string): void {
  const forbidden = forbiddenSteps[kind];
  if (forbidden) refuse(at, 'forbidden-step', stepForbidden(forbidden.by, kind, forbidden.value));
}

const NONE: readonly never[] = Object.freeze([]);
const NO_RERUN: RerunSpec = Object.freeze({ words: '', flags: NONE, mounts: NONE, isSingleton: false });

/** What the step may use, with the space of the node that it may come to fill. */
function resourcesOf(
  template: PodTemplate, { defaultResources: own = STEP_RESOURCES, fills, sources = NONE, output }: LibraryDefinition, needs: readonly Need[],
): ContainerResources {
  if (own.ephemeralStorage) return own;
  const writes = [...sources, ...(output?._mounts ?? NONE)].filter(({ readOnly }) => !readOnly).map(({ volume }) => volume);
  const request = nodeSpace(template, needs, [...Object.values(fills ?? {}), ...writes]);
  return request === undefined ? own : { ...own, ephemeralStorage: { request } };
}

function mountsOf(at: IConstruct, template: PodTemplate, { mounts, sources, fills, output }: LibraryDefinition): readonly MountSpec[] {
  const asked = mounts === undefined ? NONE : mountSpecs(at.node.path, template, at.node.id, mounts);
  const filled = Object.entries(fills ?? {}).map(([path, volume]): MountSpec => ({ volume, path, readOnly: false, fills: true }));
  output?._checkApart(at, asked);
  return [...asked, ...(sources ?? NONE), ...filled, ...(output?._mounts ?? NONE)];
}

/** Where the hosts are said apart, the words are no addresses. */
function targetsOf({ waitsFor = NONE, asks }: LibraryDefinition): readonly TargetFacts[] {
  if (asks === undefined) return waitsFor.length === 0 ? NONE : waitsFor.map(targetOfUrl);
  return [
    ...waitsFor.map((words) => ({ words })),
    ...asks.map(({ host, port, answers }): TargetFacts => ({ host, port, level: answers ? undefined : 'resolved' })),
  ];
}

const writtenFilesOf = (step: string, { leaves, user }: LibraryDefinition): readonly WrittenFile[] => (leaves === undefined ? NONE
  : leaves.map(({ volume, path, mode, directory = false, owner, group }) => Object.freeze({
    step, volume: volume.name, path, mode, directory, owner, group, isForUser: user !== undefined,
  })));

const privilegesOf = ({ user, group, capabilities, privileged }: LibraryDefinition, image: Image, standards: Standards) => ({
  user: user ?? meshUser(standards) ?? image.user,
  // Left out, it would be 0 for a user that the image does not know.
  group: group ?? (user === undefined ? image.group : user),
  capabilities,
  privileged,
});
