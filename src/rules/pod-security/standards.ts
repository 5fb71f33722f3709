import type { PodSecurity } from '../../manifest/pod-security';
import type { PodSpec } from '../../manifest/types';

/*
 * The rules of this directory check as the admission controller of Kubernetes 1.34 does (k8s.io/pod-security-admission,
 * policy version "latest"): no more, no less. test/cluster/pod-security.test.ts compares the two.
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
export const WEAKER_LEVEL = 'ask for a weaker podSecurity with podSecurityBecause';

/** Linux' own controls do not hold for a pod that says it is for Windows. */
export const isForWindows = (spec: PodSpec): boolean => spec.os?.name === 'windows';
