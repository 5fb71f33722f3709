/** The number behind the dot of a version such as 1.31; NaN where it is none. */
export const minorOf = (version: string): number => Number(/^1\.([0-9]{1,3})$/.exec(version)?.[1] ?? NaN);

/** The oldest version that the fields are known back to. */
export const OLDEST_VERSION = 28;

/**
 * The versions that Kubernetes itself supports as this is written. A manifest for which no standard names a version has to be right
 * on all of them, so it is held against the oldest.
 *
 * @see https://kubernetes.io/releases/
 */
export const SUPPORTED_VERSIONS = Object.freeze({ oldest: 35, newest: 37 });

/** The minor version of Kubernetes that a manifest has to be right for: what a standard names, else the oldest supported one. */
export const targetOf = (asked: { readonly kubernetesVersion?: { readonly value: string } | undefined } | undefined): number =>
  (asked?.kubernetesVersion ? minorOf(asked.kubernetesVersion.value) : SUPPORTED_VERSIONS.oldest);
