import type { Requirement } from '../declared/asked';
import { refuse } from '../errors';
import * as say from '../messages/standards';
import { minorOf } from '../manifest/version';
import type { Standards } from './standards';

/**
 * How the proxy of a service mesh comes into the pods.
 *
 * - `…-native`: as a native sidecar, before the steps, which are part of the mesh. Needs Kubernetes 1.29.
 * - `…-init`: as a container beside the app, its redirection set up by the mesh's own init container after the steps.
 * - `…-cni`: as a container beside the app, its redirection set up by a CNI plugin before the steps.
 * - `none`: it does not; takes back what a standard further up says.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/#compatibility-with-application-init-containers
 */
export type Mesh = 'istio-native' | 'istio-init' | 'istio-cni' | 'linkerd-native' | 'linkerd-init' | 'linkerd-cni' | 'none';

type Kind = 'native' | 'init' | 'cni';

/** What is known of a mesh: the user of its proxy, whose traffic is not redirected, and how native sidecars are asked for. */
const MESHES = {
  istio: { user: 1337, native: 'sidecar.istio.io/nativeSidecar' },
  linkerd: { user: 2102, native: 'config.beta.linkerd.io/proxy-enable-native-sidecar' },
} as const;

export const MESH_NAMES: readonly Mesh[] = Object.freeze([...Object.keys(MESHES).flatMap((name) =>
  (['native', 'init', 'cni'] as const).map((kind) => `${name}-${kind}` as Mesh)), 'none' as const]);

/** True for a mesh that this version knows. */
const isMesh = (name: string): name is Exclude<Mesh, 'none'> => name !== 'none' && (MESH_NAMES as readonly string[]).includes(name);

const NATIVE_SIDECARS_SINCE = 29;

const partsOf = (mesh: Exclude<Mesh, 'none'>) => {
  const [name, kind] = mesh.split('-') as [keyof typeof MESHES, Kind];
  return { ...MESHES[name], kind };
};

/** Refuses a mesh that the cluster cannot have. */
export function checkMesh(at: string, { mesh, kubernetesVersion, platform }: Standards): void {
  if (!mesh) return;
  const { kind } = partsOf(mesh.value);
  if (kind === 'native' && kubernetesVersion && minorOf(kubernetesVersion.value) < NATIVE_SIDECARS_SINCE) {
    refuse(at, 'mesh', say.meshNeedsVersion(mesh.by, kubernetesVersion.value), mesh.value);
  }
  if (kind === 'cni' && platform?.value === 'openshift') refuse(at, 'mesh', say.meshOnOpenShift(mesh.by), mesh.value);
}

/**
 * The user that steps run as where the network is redirected to the proxy before they run: the proxy's own, or they would
 * wait for what starts after them.
 */
export function meshUser({ mesh }: Standards): number | undefined {
  if (!mesh) return undefined;
  const { kind, user } = partsOf(mesh.value);
  return kind === 'cni' ? user : undefined;
}

/** What the pods carry for the mesh. */
export function meshAnnotations({ mesh }: Standards): Readonly<Record<string, string>> {
  if (!mesh) return {};
  const { kind, native } = partsOf(mesh.value);
  return kind === 'native' ? { [native]: 'true' } : {};
}

/** What is known of a step that matters for the mesh. */
export interface StepInMesh {
  readonly name: string;
  readonly user: unknown;
  /** True where it runs a command of the user, whose network traffic is not known. */
  readonly runsCommand: boolean;
}

/** A pod, as far as its mesh matters. */
export interface PodInMesh {
  readonly kind: string;
  readonly steps: readonly StepInMesh[];
}

/** Kinds whose pods end: a proxy that is a container beside the app runs on, and the pod never ends. */
const ENDING: readonly string[] = ['Job', 'CronJob'];

/** The consequences of each way of a mesh for steps, and for pods that end; every note is made of this table. */
const CONSEQUENCES = {
  native: { steps: 'in the mesh', ends: true },
  init: { steps: 'before the mesh', ends: false },
  cni: { steps: 'past the proxy', ends: false },
} as const satisfies Readonly<Record<Kind, { readonly steps: string; readonly ends: boolean }>>;

/** What a person should know of a pod in the mesh. */
export function meshNotes(mesh: Requirement<string> | undefined, { kind, steps }: PodInMesh): readonly string[] {
  if (!mesh || !isMesh(mesh.value)) return [];
  const { kind: way, user } = partsOf(mesh.value);
  const of = CONSEQUENCES[way];
  return [
    ...(steps.length === 0 ? [] : stepNotes(of.steps, mesh.by, user, steps)),
    ...(!of.ends && ENDING.includes(kind) ? [say.neverEndsInMesh(mesh.by, kind, mesh.value.replace(/-.*/, '-native'))] : []),
  ];
}

function stepNotes(where: (typeof CONSEQUENCES)[Kind]['steps'], by: string, user: number, steps: readonly StepInMesh[]): readonly string[] {
  if (where === 'in the mesh') return [];
  if (where === 'before the mesh') return [say.beforeTheMesh(by)];
  const others = steps.filter((step) => step.runsCommand && step.user !== user);
  return [say.asTheProxy(by, user), ...others.map((step) => say.notAsTheProxy(by, step.name, String(step.user)))];
}
