import type { k8s } from 'cdk8s-plus-28';
import type { ImageUser } from '../images/image';

/** What a container may do beyond nothing: computed from what its step does, never given by hand. */
export interface Privileges {
  /** The user it runs as; 0 only for what must chown. */
  readonly user: ImageUser;
  /** The group it runs as; undefined leaves it to the image. */
  readonly group?: number | undefined;
  /** Linux capabilities, all others are dropped. */
  readonly capabilities?: readonly string[] | undefined;
  /** True for what is root on the node; nothing else holds then. */
  readonly privileged?: boolean | undefined;
  /** Set it to false if the program writes outside its volumes. */
  readonly readOnlyRootFilesystem?: boolean | undefined;
}

/** Who says which users and groups containers run as: the manifest, or the platform, as OpenShift does. */
export type Users = 'of the manifest' | 'of the platform';

/**
 * The complete security context of a container, fit for `restricted` unless it runs as root.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function containerSecurityContext(privileges: Privileges, users: Users): k8s.SecurityContext {
  const { user, group, capabilities, privileged, readOnlyRootFilesystem } = privileges;
  return {
    // Kubernetes takes no privileged container that may not gain privileges.
    allowPrivilegeEscalation: privileged === true,
    capabilities: capabilities && capabilities.length > 0 ? { add: [...capabilities], drop: ['ALL'] } : { drop: ['ALL'] },
    privileged: privileged === true,
    readOnlyRootFilesystem: readOnlyRootFilesystem ?? true,
    ...(group === undefined || users === 'of the platform' ? {} : { runAsGroup: group }),
    runAsNonRoot: user !== 0,
    ...(user === 'image' || users === 'of the platform' ? {} : { runAsUser: user }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** What the workload says of it. */
interface OfPod {
  readonly fsGroup: number | undefined;
  readonly sysctls: ReadonlyArray<readonly [name: string, value: string]> | undefined;
  /** True where containers that say nothing of their user depend on the pod saying nothing either. */
  readonly staysAsItIs: boolean;
}

/** The security context of the pod: what holds for containers that a webhook may add later. */
export function podSecurityContext(
  given: k8s.PodSecurityContext | undefined, { fsGroup, sysctls, staysAsItIs }: OfPod, users: Users,
): k8s.PodSecurityContext {
  const group = fsGroup ?? given?.fsGroup;
  // cdk8s-plus writes Always wherever it is not told otherwise, a recursive chown at every start: what a workload has with a group of its own stays.
  const policy = given?.fsGroup === undefined ? 'OnRootMismatch' : given.fsGroupChangePolicy;
  const { fsGroupChangePolicy: _always, ...kept } = (users === 'of the platform' ? withoutUsers(given) : given) ?? {};
  return {
    ...kept,
    ...(group === undefined ? {} : { fsGroup: group, fsGroupChangePolicy: policy }),
    ...(sysctls === undefined ? {} : { sysctls: sysctls.map(([name, value]) => ({ name, value })) }),
    ...(staysAsItIs ? {} : { runAsNonRoot: given?.runAsNonRoot ?? true, seccompProfile: given?.seccompProfile ?? { type: 'RuntimeDefault' } }),
  };
}

/** A security context with no user and no group in it. */
export function withoutUsers<T extends k8s.SecurityContext | k8s.PodSecurityContext>(context: T | undefined): T | undefined {
  if (!context) return undefined;
  const { runAsUser: _user, runAsGroup: _group, fsGroup: _fsGroup, ...rest } = context as k8s.PodSecurityContext;
  return rest as T;
}
