import type { ContainerResources } from 'cdk8s-plus-28';
import { k8s } from 'cdk8s-plus-28';
import { quantity } from '../checks/values';
import { renderArgument } from '../env/expansion';
import { helperImages } from '../images/catalogue';
import { moveReference } from '../images/registries';
import { containerSecurityContext } from '../security/security-context';
import { usersOf } from '../standards/platform';
import { helperImage, type Standards } from '../standards/standards';
import type { PullPolicy } from '../template/facts';
import type { ContainerSpec, StepSpec } from '../template/specs';
import type { MountSpec } from '../template/volume-spec';
import type { Delivery } from './delivery';
import { HELPER, HELPER_CONTAINER, HELPER_DIRECTORY, HELPER_PROGRAM, HELPER_VOLUME, INSTALL_DIRECTORY } from './helper';
import { defaultResources, HELPER_RESOURCES } from '../template/default-resources';
import { finish } from './finished';
import { startedWithValues } from './values';

/** An init container of a step. */
export function stepContainer(
  step: StepSpec, installs: boolean, standards: Standards, delivery: Delivery, pull: PullPolicy = 'IfNotPresent',
): k8s.Container {
  const usesHelper = step.shell === 'helper';
  const shell = usesHelper ? [HELPER, 'sh'] : ['/bin/sh'];
  const env = [
    ...step.env,
    ...(installs ? [{ name: 'PRELUDE_INSTALL_HELPER_IN', value: INSTALL_DIRECTORY }] : []),
    ...(usesHelper ? [{ name: 'PRELUDE_BUSYBOX', value: HELPER }] : []),
    ...logEnv(standards, step.name),
  ];
  const mounts = [
    ...step.mounts.map(volumeMount),
    ...(installs ? [{ mountPath: INSTALL_DIRECTORY, name: HELPER_VOLUME.name }] : []),
    ...(usesHelper ? [{ mountPath: HELPER_DIRECTORY, name: HELPER_VOLUME.name, readOnly: true }] : []),
    ...delivery.mounts,
  ];
  const { made, json } = resourceRequirements(step.resources);
  // In the order in which it is written.
  return finish({
    args: step.program.args.map(renderArgument),
    command: [...shell, ...delivery.words(step.program.parts, step.name)],
    ...(env.length > 0 ? { env } : NOTHING),
    image: moveReference(step.image.reference, standards.registryMap?.value),
    imagePullPolicy: pull,
    name: step.name,
    resources: made,
    ...(step.runsOn ? { restartPolicy: 'Always' } : NOTHING),
    securityContext: containerSecurityContext(step.privileges, usersOf(standards)),
    terminationMessagePolicy: 'File',
    ...(mounts.length > 0 ? { volumeMounts: mounts } : NOTHING),
    ...(step.workingDirectory === undefined ? NOTHING : { workingDir: step.workingDirectory }),
  }, json);
}

const NOTHING = Object.freeze({});

/** A program in a file does not know the name of its container, which a line of JSON tells. */
const logEnv = ({ logFormat }: Standards, step: string): k8s.EnvVar[] =>
  (logFormat?.value === 'json' ? [{ name: 'PRELUDE_LOG_FORMAT', value: 'json' }, { name: 'PRELUDE_STEP', value: step }] : []);

/** The init container that leaves the helper where no earlier step could. */
export function helperContainer(standards: Standards, delivery: Delivery, pull: PullPolicy = 'IfNotPresent'): k8s.Container {
  const busybox = helperImage(standards, helperImages.busybox);
  const { made, json } = resourceRequirements(defaultResources(HELPER_CONTAINER, standards, HELPER_RESOURCES, 'steps'));
  return finish({
    args: ['--to', INSTALL_DIRECTORY],
    command: ['/bin/sh', ...delivery.words(HELPER_PROGRAM, HELPER_CONTAINER)],
    ...(standards.logFormat?.value === 'json' ? { env: logEnv(standards, HELPER_CONTAINER) } : NOTHING),
    image: moveReference(busybox.reference, standards.registryMap?.value),
    imagePullPolicy: pull,
    name: HELPER_CONTAINER,
    resources: made,
    securityContext: containerSecurityContext(busybox, usersOf(standards)),
    terminationMessagePolicy: 'File',
    volumeMounts: [{ mountPath: INSTALL_DIRECTORY, name: HELPER_VOLUME.name }, ...delivery.mounts],
  }, json);
}

/** A container of the app: what cdk8s-plus made of it, with what is ours. */
export function appContainer(
  base: k8s.Container, spec: ContainerSpec, standards: Standards, delivery: Delivery, pull: PullPolicy = 'IfNotPresent',
): k8s.Container {
  const env = [...spec.env, ...(base.env ?? [])];
  const mounts = [...spec.mounts.map(volumeMount), ...(base.volumeMounts ?? [])];
  return startedWithValues({
    ...base,
    image: moveReference(spec.image.reference, standards.registryMap?.value),
    imagePullPolicy: spec.imagePullPolicy ?? pull,
    ...(env.length > 0 ? { env } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    resources: resourceRequirements(spec.resources).made,
    securityContext: containerSecurityContext(spec.privileges, usersOf(standards)),
  }, spec.values, delivery);
}

/** A mount as Kubernetes takes it. */
export function volumeMount(mount: MountSpec): k8s.VolumeMount {
  return {
    mountPath: mount.path,
    name: mount.volume.name,
    ...(mount.readOnly ? { readOnly: true } : {}),
    ...(mount.subPath === undefined ? {} : { subPath: mount.subPath }),
  };
}

/** What a container may use, as cdk8s takes it and as Kubernetes does. */
interface Requirements {
  readonly made: k8s.ResourceRequirements;
  readonly json: object;
}

const rendered = new WeakMap<ContainerResources, Requirements>();

function resourceRequirements(resources: ContainerResources): Requirements {
  const known = rendered.get(resources);
  if (known) return known;
  const side = (of: 'request' | 'limit') => {
    const memory = resources.memory?.[of];
    const storage = resources.ephemeralStorage?.[of];
    const cpu = resources.cpu?.[of]?.amount;
    return {
      ...(cpu === undefined ? NOTHING : { cpu }),
      ...(storage ? { 'ephemeral-storage': quantity(storage) } : NOTHING),
      ...(memory ? { memory: quantity(memory) } : NOTHING),
    };
  };
  const json = { limits: side('limit'), requests: side('request') };
  const requirements = { json, made: { limits: amountsOf(json.limits), requests: amountsOf(json.requests) } };
  rendered.set(resources, requirements);
  return requirements;
}

const amountsOf = (side: Readonly<Record<string, string>>): Record<string, k8s.Quantity> =>
  Object.fromEntries(Object.entries(side).map(([name, amount]) => [name, k8s.Quantity.fromString(amount)]));
