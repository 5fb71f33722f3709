import type { k8s } from 'cdk8s-plus-28';
import type { PodSecurity } from '../security/pod-security';

/**
 * Repairs a container that cdk8s-plus made where `restricted` asks for what takes nothing away from it: all capabilities
 * dropped that it did not ask for by name, and no way to gain privileges. What it did ask for (root, privileged, more
 * capabilities) stays, and is refused by the rules over the finished manifest: never silence.
 */
export function harden(container: k8s.Container, level: PodSecurity): k8s.Container {
  if (level !== 'restricted') return container;
  const context = container.securityContext ?? {};
  return {
    ...container,
    securityContext: {
      ...context,
      allowPrivilegeEscalation: context.allowPrivilegeEscalation ?? false,
      capabilities: { ...context.capabilities, drop: withAll(context.capabilities?.drop) },
      seccompProfile: context.seccompProfile ?? { type: 'RuntimeDefault' },
    },
  };
}

/** What {@link harden} would put right, for the start-up plan. */
export function repairs(container: k8s.Container, level: PodSecurity): readonly string[] {
  if (level !== 'restricted') return [];
  const context = container.securityContext ?? {};
  return [
    ...(context.capabilities?.drop?.includes('ALL') ? [] : ['capabilities: drop ALL']),
    ...(context.seccompProfile ? [] : ['seccompProfile: RuntimeDefault']),
    ...(context.allowPrivilegeEscalation === undefined ? ['allowPrivilegeEscalation: false'] : []),
  ];
}

const withAll = (drop: readonly string[] | undefined): string[] => (drop?.includes('ALL') ? [...drop] : ['ALL']);
