import type { k8s } from 'cdk8s-plus-28';
import { ofRule, refuse } from '../errors';
import { writableAndProven, overwritten } from '../messages/proofs';
import { podSecurityContext } from '../security/security-context';
import { checkGroup, checkUser, usersOf } from '../standards/platform';
import type { Standards } from '../standards/standards';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { isSameVolume, type MountSpec } from '../template/volume-spec';
import { appContainer, helperContainer, stepContainer, volumeMount } from './containers';
import { checkFsGroup } from './fs-group';
import { harden } from './harden';
import { HELPER_VOLUME, eachInOrder, planHelper } from './helper';
import { startedWithValues } from './values';

/** What cdk8s-plus made of the pod, and the objects that its containers came from, in the same order. */
export interface BasePod {
  readonly spec: k8s.PodSpec;
  readonly containers: readonly object[];
  readonly initContainers: readonly object[];
}

/** Where the init containers that a workload had before adoption run. */
export type OwnInitContainers = 'before' | 'after';

/**
 * The pod spec of a template: pure, nothing is changed but what it returns. Our init containers stand in the order in
 * which the steps were built, all together, before or after those that the workload had of its own.
 */
export function assemble(template: PodTemplate, base: BasePod, own: OwnInitContainers): k8s.PodSpec {
  const { facts: { podSecurity }, fsGroup, standards } = template;
  checkProofs(template, base);
  checkUsersOfOthers(template, base.spec);
  const render = (container: k8s.Container, source: object | undefined): k8s.Container => {
    const spec = source && template.containers.get(source);
    const mounts = (source && template.foreignMounts.get(source)) ?? [];
    const made = spec ? appContainer(container, spec, standards) : harden(container, podSecurity, standards);
    const mounted = mounts.length > 0 ? { ...made, volumeMounts: [...(made.volumeMounts ?? []), ...mounts.map(volumeMount)] } : made;
    return startedWithValues(mounted, (source && template.foreignValues.get(source)) ?? []);
  };
  const ours = stepContainers(template);
  const theirs = (base.spec.initContainers ?? []).map((container, index) => render(container, base.initContainers[index]));
  const initContainers = own === 'before' ? [...theirs, ...ours] : [...ours, ...theirs];
  const pullSecrets = pullSecretsOf(standards, base.spec.imagePullSecrets);
  const volumes = [...volumesOf(template), ...(base.spec.volumes ?? [])];
  const securityContext = podSecurityContext(base.spec.securityContext, fsGroup, usersOf(standards));
  checkFsGroup(template, securityContext.fsGroup);
  return {
    ...base.spec,
    containers: base.spec.containers.map((container, index) => render(container, base.containers[index])),
    ...(initContainers.length > 0 ? { initContainers } : {}),
    ...(volumes.length > 0 ? { volumes } : {}),
    ...(pullSecrets.length > 0 ? { imagePullSecrets: pullSecrets } : {}),
    // Variables such as DB_PORT, made of the names of Services, would be expanded in the arguments of the steps.
    enableServiceLinks: false,
    securityContext,
  };
}

/** What others ask of a platform that chooses users and groups itself; ours is refused where it is built. */
function checkUsersOfOthers({ path, standards }: PodTemplate, { securityContext, initContainers = [], containers }: k8s.PodSpec): void {
  if (usersOf(standards) === 'of the manifest') return;
  checkGroup(path, standards, securityContext?.fsGroup);
  checkUser(path, standards, securityContext?.runAsUser);
  for (const container of [...initContainers, ...containers]) checkUser(`${path}/${container.name}`, standards, container.securityContext?.runAsUser);
}

/** The Secrets that images are pulled with: those of standards, and one that the workload has of its own. */
function pullSecretsOf({ pullSecrets }: Standards, own: readonly k8s.LocalObjectReference[] | undefined): k8s.LocalObjectReference[] {
  const asked = (pullSecrets?.value ?? []).filter((name) => !own?.some((secret) => secret.name === name));
  return [...(own ?? []), ...asked.map((name) => ({ name }))];
}

function stepContainers(template: PodTemplate): readonly k8s.Container[] {
  const { standards } = template;
  const helper = planHelper(template);
  const leavesIt = (step: StepSpec) => helper.by === 'step' && helper.step === step;
  return eachInOrder(template, helper, (step) => stepContainer(step, leavesIt(step), standards), () => helperContainer(standards));
}

function volumesOf(template: PodTemplate): readonly k8s.Volume[] {
  const volumes = [...template.volumes.values()];
  const all = planHelper(template).by === 'nobody' ? volumes : [...volumes, HELPER_VOLUME];
  return all.flatMap(({ name, source }) => (source ? [{ name, ...source }] : []));
}

/**
 * Once somebody can write the files of a step, nothing proves what those read that run at the same time or later. What a
 * step has verified is proven until anybody writes the volume after that step, be it under another name.
 */
function checkProofs(template: PodTemplate, base: BasePod): void {
  const users = usersOfFiles(template, base);
  checkOverwrites(template, users);
  const turnOf = (step: string | undefined) => template.steps.findIndex(({ name }) => name === step);
  for (const writer of users) {
    for (const written of writer.mounts.filter((mount) => !mount.readOnly && !mount.tries)) {
      const spoils = (read: MountSpec) => isFiles(read) && read.readOnly && isSameVolume(read.volume, written.volume)
        && (read.verified ? writer.turn > turnOf(read.provenBy) : isFiles(written));
      for (const reader of users.filter(({ turn }) => turn >= writer.turn)) {
        const read = reader.mounts.find(spoils);
        if (read) refuse(template.path, ofRule('proven-files', writableAndProven(String(read.provenBy), writer.name, reader.name)));
      }
    }
  }
}

/** What one step has written and a later one has written again is proven by the later one only. */
function checkOverwrites(template: PodTemplate, users: readonly User[]): void {
  for (const { volume, file, step, by } of template.overwrites) {
    const turn = template.steps.findIndex(({ name }) => name === by);
    const isLost = ({ readOnly, provenBy, volume: { name }, subPath }: MountSpec) =>
      readOnly && provenBy === step && name === volume && (subPath === undefined || file === subPath || file.startsWith(`${subPath}/`) || subPath.startsWith(`${file}/`));
    const reader = users.find((user) => user.turn > turn && user.mounts.some(isLost));
    if (reader) refuse(template.path, ofRule('proven-files', overwritten(file, volume, step, by, reader.name)));
  }
}

/** Who mounts what, and when: steps one by one, then all containers at the same time. */
function usersOfFiles(template: PodTemplate, base: BasePod): readonly User[] {
  const last = template.steps.length;
  return [
    ...template.steps.map(({ name, mounts }, turn) => ({ name, turn, mounts })),
    ...[...template.containers.values()].map(({ name, mounts }) => ({ name, turn: last, mounts })),
    ...[...template.foreignMounts].map(([source, mounts]) => ({ name: nameOfForeign(base, source), turn: last, mounts })),
  ];
}

interface User {
  readonly name: string;
  readonly turn: number;
  readonly mounts: readonly MountSpec[];
}

const isFiles = (mount: MountSpec): boolean => mount.provenBy !== undefined;

const nameOfForeign = (base: BasePod, source: object): string => {
  const index = base.containers.indexOf(source);
  return (index >= 0 ? base.spec.containers[index] : base.spec.initContainers?.[base.initContainers.indexOf(source)])?.name ?? 'container';
};
