import type { k8s } from 'cdk8s-plus-28';
import { moveReference } from '../images/registries';
import type { PodSecurity } from '../manifest/pod-security';
import { withoutUsers } from '../security/security-context';
import { usersOf } from '../standards/platform';
import type { Standards } from '../standards/standards';

/**
 * Repairs a container that cdk8s-plus made where `restricted` asks for what takes nothing away from it: all capabilities
 * dropped that it did not ask for by name, and no way to gain privileges. What it did ask for (root, privileged, more
 * capabilities) stays, and is refused by the rules over the rendered manifest: never silence.
 */
export function harden(given: k8s.Container, level: PodSecurity, standards: Standards): k8s.Container {
  const container = underStandards(given, standards);
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

/** What standards ask of every container: its image is moved, and its user left to the platform. */
function underStandards(container: k8s.Container, standards: Standards): k8s.Container {
  const { image, securityContext } = container;
  const map = standards.registryMap?.value;
  return {
    ...container,
    ...(map && image !== undefined ? { image: moveReference(image, map) } : {}),
    ...(securityContext && usersOf(standards) === 'of the platform' ? { securityContext: withoutUsers(securityContext) } : {}),
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
