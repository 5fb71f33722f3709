import type { PodSecurity } from '../../manifest/pod-security';
import type { PodSpec } from '../../manifest/types';
import { targetOf } from '../../manifest/version';
import type { CheckedPod } from '../rule';

/*
 * The rules of this directory check as the admission controller of Kubernetes does (k8s.io/pod-security-admission 0.37.2, with the
 * policy of the target version): no more, no less. test/cluster/pod-security.test.ts compares the two, for several versions.
 */

/** Controls of `baseline`, which hold for `restricted` as well. */
export const FROM_BASELINE: readonly PodSecurity[] = Object.freeze(['baseline', 'restricted'] as const);

/** Controls of `baseline` in whose place `restricted` has a stricter one. */
export const ONLY_BASELINE: readonly PodSecurity[] = Object.freeze(['baseline'] as const);

/** Controls of `restricted`. */
export const ONLY_RESTRICTED: readonly PodSecurity[] = Object.freeze(['restricted'] as const);

export const BASELINE_STANDARD = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline';
export const RESTRICTED_STANDARD = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted';

/** A level is weakened for the whole pod, by name, where everyone can see it. */
export const WEAKER_LEVEL = 'set a weaker podSecurity with podSecurityBecause';

/** Linux' own controls do not hold for a pod that says it is for Windows. */
export const isForWindows = (spec: PodSpec): boolean => spec.os?.name === 'windows';

/** Since which version of Kubernetes 1 the policy takes more of a pod that has a user namespace of its own (KEP-127). */
const USER_NAMESPACES_SINCE = 35;

/** Root in such a pod (`hostUsers: false`) is an ordinary user on the node. */
export const hasOwnUsers = ({ asked, spec }: CheckedPod): boolean => spec.hostUsers === false && targetOf(asked) >= USER_NAMESPACES_SINCE;
