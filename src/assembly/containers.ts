import type { ContainerResources } from 'cdk8s-plus-28';
import { k8s } from 'cdk8s-plus-28';
import { quantity } from '../checks/values';
import { renderArgument } from '../env/expansion';
import { helperImages } from '../images/catalogue';
import { moveReference } from '../images/registries';
import { containerSecurityContext } from '../security/security-context';
import { usersOf } from '../standards/platform';
import { helperImage, type Standards } from '../standards/standards';
import type { ContainerSpec, StepSpec } from '../template/specs';
import type { MountSpec } from '../template/volume-spec';
import type { Delivery } from './delivery';
import { HELPER, HELPER_CONTAINER, HELPER_DIRECTORY, HELPER_PROGRAM, HELPER_VOLUME, INSTALL_DIRECTORY } from './helper';
import { defaultResources, HELPER_RESOURCES } from '../template/default-resources';
import { startedWithValues } from './values';

/** An init container of a step. */
export function stepContainer(step: StepSpec, installs: boolean, standards: Standards, delivery: Delivery): k8s.Container {
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
    ...(installs ? [{ name: HELPER_VOLUME.name, mountPath: INSTALL_DIRECTORY }] : []),
    ...(usesHelper ? [{ name: HELPER_VOLUME.name, mountPath: HELPER_DIRECTORY, readOnly: true }] : []),
    ...delivery.mounts,
  ];
  return {
    name: step.name,
    image: moveReference(step.image.reference, standards.registryMap?.value),
    imagePullPolicy: 'IfNotPresent',
    command: [...shell, ...delivery.words(step.program.parts, step.name)],
    args: step.program.args.map(renderArgument),
    ...(step.runsOn ? { restartPolicy: 'Always' } : {}),
    ...(env.length > 0 ? { env } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    ...(step.workingDirectory === undefined ? {} : { workingDir: step.workingDirectory }),
    resources: resourceRequirements(step.resources),
    securityContext: containerSecurityContext(step.privileges, usersOf(standards)),
    terminationMessagePolicy: 'File',
  };
}

/** A program in a file does not know the name of its container, which a line of JSON tells. */
const logEnv = ({ logFormat }: Standards, step: string): k8s.EnvVar[] =>
  (logFormat?.value === 'json' ? [{ name: 'PRELUDE_LOG_FORMAT', value: 'json' }, { name: 'PRELUDE_STEP', value: step }] : []);

/** The init container that leaves the helper where no earlier step could. */
export function helperContainer(standards: Standards, delivery: Delivery): k8s.Container {
  const busybox = helperImage(standards, helperImages.busybox);
  return {
    name: HELPER_CONTAINER,
    image: moveReference(busybox.reference, standards.registryMap?.value),
    imagePullPolicy: 'IfNotPresent',
    command: ['/bin/sh', ...delivery.words(HELPER_PROGRAM, HELPER_CONTAINER)],
    args: ['--to', INSTALL_DIRECTORY],
    ...(standards.logFormat?.value === 'json' ? { env: logEnv(standards, HELPER_CONTAINER) } : {}),
    volumeMounts: [{ name: HELPER_VOLUME.name, mountPath: INSTALL_DIRECTORY }, ...delivery.mounts],
    resources: resourceRequirements(defaultResources(HELPER_CONTAINER, standards, HELPER_RESOURCES, 'steps')),
    securityContext: containerSecurityContext(busybox, usersOf(standards)),
    terminationMessagePolicy: 'File',
  };
}

/** A container of the app: what cdk8s-plus made of it, with what is ours. */
export function appContainer(base: k8s.Container, spec: ContainerSpec, standards: Standards, delivery: Delivery): k8s.Container {
  const env = [...spec.env, ...(base.env ?? [])];
  const mounts = [...spec.mounts.map(volumeMount), ...(base.volumeMounts ?? [])];
  return startedWithValues({
    ...base,
    image: moveReference(spec.image.reference, standards.registryMap?.value),
    imagePullPolicy: 'IfNotPresent',
    ...(env.length > 0 ? { env } : {}),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
    resources: resourceRequirements(spec.resources),
    securityContext: containerSecurityContext(spec.privileges, usersOf(standards)),
  }, spec.values, delivery);
}

/** A mount as Kubernetes takes it. */
export function volumeMount(mount: MountSpec): k8s.VolumeMount {
  return {
    name: mount.volume.name,
    mountPath: mount.path,
    ...(mount.readOnly ? { readOnly: true } : {}),
    ...(mount.subPath === undefined ? {} : { subPath: mount.subPath }),
  };
}

const rendered = new WeakMap<ContainerResources, k8s.ResourceRequirements>();

function resourceRequirements(resources: ContainerResources): k8s.ResourceRequirements {
  const known = rendered.get(resources);
  if (known) return known;
  const side = (of: 'request' | 'limit') => {
    const memory = resources.memory?.[of];
    const storage = resources.ephemeralStorage?.[of];
    const amounts: [string, string | undefined][] = [
      ['cpu', resources.cpu?.[of]?.amount],
      ['memory', memory && quantity(memory)],
      ['ephemeral-storage', storage && quantity(storage)],
    ];
    return Object.fromEntries(amounts.flatMap(([name, amount]) => (amount === undefined ? [] : [[name, k8s.Quantity.fromString(amount)]])));
  };
  const requirements = { limits: side('limit'), requests: side('request') };
  rendered.set(resources, requirements);
  return requirements;
}
