import { createHash } from 'node:crypto';

/*
 * How programs stand in manifests: each in a ConfigMap of its own, which pods mount through one projected volume.
 */

/** The volume of a pod that holds the programs of its containers, and where they mount it. */
export const PROGRAMS_VOLUME = 'prelude-programs';
export const PROGRAMS_DIRECTORY = '/prelude';

/** Where the static busybox is found that starts programs in images of users. */
export const HELPER_DIRECTORY = '/prelude-bin';

/** The label of a ConfigMap that holds a program; its value is the name of the program. */
export const PROGRAM_LABEL = 'cdk8s-prelude/program';

/** The end of the name of a ConfigMap that holds a program: what changes the content changes the name. */
export const programSuffix = (program: string, data: Readonly<Record<string, unknown>>): string => `-prelude-${program}-${hashOf(data)}`;

const HASH_LENGTH = 10;

function hashOf(data: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, HASH_LENGTH);
}

/** Annotations of objects that a tool makes before ordinary objects exist, or outside of their order. */
const HOOKS: readonly string[] = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/** True for an object that Helm or Argo CD makes as a hook: a ConfigMap beside it may come too late. */
export const isHook = (annotations: Readonly<Record<string, unknown>>): boolean => HOOKS.some((key) => annotations[key] !== undefined);
