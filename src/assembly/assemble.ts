import type { k8s } from 'cdk8s-plus-28';
import { podSecurityContext } from '../security/security-context';
import { checkGroup, checkUser, usersOf } from '../standards/platform';
import type { Standards } from '../standards/standards';
import type { PodTemplate } from '../template/pod-template';
import { rememberOf } from '../template/remember';
import type { ContainerSpec, StepSpec } from '../template/specs';
import { appContainer, helperContainer, stepContainer, volumeMount } from './containers';
import { type Delivery, deliveryOf } from './delivery';
import { checkFsGroup } from './fs-group';
import { harden } from './harden';
import { checkProofs } from './proofs';
import type { BasePod } from './base-pod';
import { HELPER_VOLUME, eachInOrder, planHelper, programsOf } from './helper';
import { startedWithValues } from './values';

/** Where the init containers that a workload had before adoption run. */
export type OwnInitContainers = 'before' | 'after';

/**
 * The pod spec of a template: pure, nothing is changed but what it returns. Our init containers stand in the order in
 * which the steps were built, all together, before or after those that the workload had of its own.
 */
export function assemble(template: PodTemplate, base: BasePod, own: OwnInitContainers): k8s.PodSpec {
  const { facts: { podSecurity, sysctls }, fsGroup, standards } = template;
  const delivery = deliveryOf(template);
  checkProofs(template, base);
  checkUsersOfOthers(template, base.spec);
  const render = (container: k8s.Container, source: object | undefined): k8s.Container => {
    const spec = source && template.containers.get(source);
    const mounts = (source && template.foreignMounts.get(source)) ?? [];
    const made = spec ? ownContainer(container, spec, template, delivery) : harden(container, podSecurity, standards);
    const mounted = mounts.length > 0 ? { ...made, volumeMounts: [...(made.volumeMounts ?? []), ...mounts.map(volumeMount)] } : made;
    return startedWithValues(mounted, (source && template.foreignValues.get(source)) ?? [], delivery);
  };
  const ours = stepContainers(template, delivery);
  const theirs = (base.spec.initContainers ?? []).map((container, index) => render(container, base.initContainers[index]));
  const initContainers = own === 'before' ? [...theirs, ...ours] : [...ours, ...theirs];
  const pullSecrets = pullSecretsOf(standards, base.spec.imagePullSecrets);
  const volumes = [...volumesOf(template, delivery), ...(base.spec.volumes ?? [])];
  const securityContext = podSecurityContext(base.spec.securityContext, { fsGroup, sysctls, staysAsItIs: base.byHand === true && podSecurity !== 'restricted' }, usersOf(standards));
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

const ownContainer = (
  container: k8s.Container, spec: ContainerSpec, { standards, facts: { imagePullPolicy } }: PodTemplate, delivery: Delivery,
): k8s.Container =>
  (spec.step === undefined
    ? appContainer(container, spec, standards, delivery, imagePullPolicy) : stepContainer(spec.step, false, standards, delivery, imagePullPolicy));

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

/** The init containers of a template that are the library's; made once for the pod, and for what its manifest is held against. */
export function stepContainers(template: PodTemplate, delivery = deliveryOf(template)): readonly k8s.Container[] {
  const known = made.get(delivery) ?? rememberOf((of) => makeStepContainers(of, delivery));
  made.set(delivery, known);
  return known(template);
}

const made = new Map<Delivery, (template: PodTemplate) => readonly k8s.Container[]>();

function makeStepContainers(template: PodTemplate, delivery: Delivery): readonly k8s.Container[] {
  const { standards, facts: { imagePullPolicy: pull } } = template;
  const helper = planHelper(template);
  const leavesIt = (step: StepSpec) => helper.by === 'step' && helper.step === step;
  const ofStep = (step: StepSpec) => stepContainer(step, leavesIt(step), standards, delivery, pull);
  return eachInOrder(template, helper, ofStep, () => helperContainer(standards, delivery, pull));
}

function volumesOf(template: PodTemplate, delivery: Delivery): readonly k8s.Volume[] {
  const volumes = [...template.volumes.values()];
  const all = planHelper(template).by === 'nobody' ? volumes : [...volumes, HELPER_VOLUME];
  return [
    ...all.flatMap(({ name, source }) => (source ? [{ name, ...source }] : [])),
    ...delivery.volumes(programsOf(template), template.carrier.chart),
  ];
}
