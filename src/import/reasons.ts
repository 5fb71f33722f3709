import * as say from '../messages/import';
import type { Change } from './differences';
import type { Json } from './read';
import type { ImportedStep } from './workload-code';

/** What the code of a workload has made of it, as far as differences are explained by it. */
export interface Explained {
  readonly steps: readonly ImportedStep[];
  /** The volumes that only init containers had that are constructs now. */
  readonly volumes: ReadonlySet<string>;
  /** The volumes that only init containers of the code mount. */
  readonly brought: ReadonlySet<string>;
}

const OURS = 'cdk8s-prelude';
const INIT = /^(?:.*\.)?initContainers\[([^\]]*)\](?:\.(\w+))?(?:\[([^\]]*)\])?/;
const VOLUME = /(?:^|\.)volumes\[([^\]]*)\]/;

/** Why a field of a workload is not as it was; undefined where nobody knows. */
export function reasonOf(change: Change, explained: Explained): string | undefined {
  if (change.isDefault) return change.was === undefined ? say.defaultWritten : say.defaultLeftOut;
  return ofInitContainer(change, explained) ?? ofPod(change, explained);
}

function ofInitContainer({ path, was, is }: Change, { steps }: Explained): string | undefined {
  if (/initContainers in the order$/.test(path)) return undefined;
  if (/(?:^|\.)initContainers$/.test(path)) return was === undefined ? say.containerOfLibrary : undefined;
  const [, called, field, element] = INIT.exec(path) ?? [];
  if (called === undefined) return undefined;
  const step = steps.find(({ name }) => name === called);
  if (!step) return was === undefined ? say.containerOfLibrary : undefined;
  if (step.form === 'construct') return field === undefined ? undefined : say.ofConstruct(step.construct!, field);
  if (step.form === 'as it was') return undefined;
  if (field === 'command' || field === 'args') return say.runByLibrary(step.construct!);
  if (field === 'env' && was === undefined && (element === undefined ? is as readonly Json[] : [is as Json]).every(({ name }) => String(name).startsWith('PRELUDE_'))) {
    return say.variableOfProgram;
  }
  const mounts = element === undefined ? is as readonly Json[] : [is as Json];
  if (field === 'volumeMounts' && was === undefined && mounts.every(({ mountPath }) => String(mountPath).startsWith('/prelude'))) return say.mountOfProgram;
  return undefined;
}

function ofPod({ path, was, is }: Change, { volumes, brought }: Explained): string | undefined {
  if (path.includes(`annotations[${OURS}/`) || (/annotations$/.test(path) && was === undefined && Object.keys(is as Json).every((key) => key.startsWith(`${OURS}/`)))) return say.annotation;
  if (/metadata$/.test(path) && was === undefined && Object.keys(is as Json).every((key) => key === 'annotations')) return say.annotation;
  if (path.includes('labels[cdk8s.io/') && was === undefined) return say.labelOfCdk8sPlus;
  if (/enableServiceLinks$/.test(path) && is === false) return say.serviceLinks;
  const [, volume] = VOLUME.exec(path) ?? [];
  if (volume !== undefined) {
    if (was === undefined) return brought.has(volume) ? say.volumeOfProgram : undefined;
    if (is === undefined && volumes.has(volume)) return say.volumeOfReplaced;
  }
  if (/(?:^|\.)volumes$/.test(path) && was === undefined && (is as readonly Json[]).every(({ name }) => brought.has(name))) return say.volumeOfProgram;
  if (/(?:^|\.)volumes$/.test(path) && is === undefined && (was as readonly Json[]).every(({ name }) => volumes.has(name))) return say.volumeOfReplaced;
  return undefined;
}

/** Why an object is there that was not; undefined where nobody knows. */
export function reasonOfNewObject({ kind, metadata }: Json): string | undefined {
  const labels = { ...metadata?.labels, ...metadata?.annotations } as Json;
  if (kind === 'ConfigMap' && (String(metadata?.name).includes('prelude') || Object.keys(labels).some((key) => key.includes(OURS)))) return say.programs;
  if (/^(?:Role|RoleBinding|ClusterRole|ClusterRoleBinding|ServiceAccount)$/.test(kind)) return say.rights;
  return kind === 'Service' ? say.governingService : undefined;
}

