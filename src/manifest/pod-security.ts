/**
 * The levels of the Pod Security Standards, from the weakest to the strongest.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

export const POD_SECURITY_LEVELS: readonly PodSecurity[] = ['privileged', 'baseline', 'restricted'];

/**
 * A level as a function takes it whose `S` is `Default` where none is given. Where nothing is typed yet, that is what the compiler finds, and an
 * editor is to offer every level all the same.
 */
export type Offered<S extends PodSecurity, Default extends PodSecurity = 'restricted'> = [S] extends [Default] ? PodSecurity : S;
