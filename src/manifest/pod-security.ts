/**
 * The levels of the Pod Security Standards, from the weakest to the strongest.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

export const POD_SECURITY_LEVELS: readonly PodSecurity[] = ['privileged', 'baseline', 'restricted'];
