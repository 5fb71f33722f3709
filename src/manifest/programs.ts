import { createHash } from 'node:crypto';
import { type Field, isSet, list, type PodSpec, text } from './types';

/*
 * How programs stand in manifests: each in a ConfigMap of its own, which pods mount through one projected volume.
 */

/** The volume of a pod that holds the programs of its containers, and where they mount it. */
export const PROGRAMS_VOLUME = 'prelude-programs';
export const PROGRAMS_DIRECTORY = '/prelude';

/** Where the static busybox is found that starts programs in images of users. */
export const HELPER_DIRECTORY = '/prelude-bin';

/** Where a pod says what is in it. */
export const PROGRAMS_PLACE = `volumes[${PROGRAMS_VOLUME}]`;

/** The label of a ConfigMap that holds a program; its value is the name of the program. */
export const PROGRAM_LABEL = 'cdk8s-prelude/program';

/** The end of the name of a ConfigMap that holds a program: what changes the content changes the name. */
export const programSuffix = (program: string, data: Readonly<Record<string, unknown>>): string => `-prelude-${program}-${hashOf(data)}`;

/** The ConfigMaps that a pod mounts its programs from. */
export function programsIn({ volumes }: PodSpec): readonly string[] {
  for (const volume of list(volumes)) {
    if (volume?.name !== PROGRAMS_VOLUME) continue;
    const { projected } = volume as ProgramsVolume;
    return list(projected?.sources).flatMap((source) => text(source?.configMap?.name) || []);
  }
  return NONE;
}

const NONE: readonly string[] = Object.freeze([]);

interface ProgramsVolume {
  readonly projected?: Field<{ readonly sources?: Field<ReadonlyArray<{ readonly configMap?: Field<{ readonly name?: Field<string> }> }>> }>;
}

/** A ConfigMap as far as programs go. */
interface ProgramManifest {
  readonly kind?: Field<string>;
  readonly metadata?: Field<{ readonly name?: Field<string>; readonly labels?: Field<Readonly<Record<string, unknown>>> }>;
  readonly data?: Field<Readonly<Record<string, unknown>>>;
  readonly binaryData?: Field<Readonly<Record<string, unknown>>>;
}

/** `CHART-prelude-PROGRAM-HASH`; a tool may have put something before it and behind. */
const NAMED = /-prelude-([a-z0-9-]+)-[0-9a-f]{10}(?:-|$)/;

/** True where a ConfigMap holds the program that its name says; undefined where it is named for none. */
export function isIntactProgram({ kind, metadata, data, binaryData }: ProgramManifest): boolean | undefined {
  if (kind !== 'ConfigMap') return undefined;
  const name = text(metadata?.name);
  const program = text(metadata?.labels?.[PROGRAM_LABEL]) || NAMED.exec(name)?.[1];
  if (program === undefined) return undefined;
  return !isSet(binaryData) && `${name}-`.includes(`${programSuffix(program, data ?? {})}-`);
}

const HASH_LENGTH = 10;

/** By the text of one file: in an app of many charts the same few stand in each. */
const hashes = new Map<unknown, { readonly file: string; readonly hash: string }>();
const MOST_HASHES = 1000;

function hashOf(data: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  const [[file, content] = ['', undefined]] = entries;
  const known = hashes.get(content);
  if (entries.length === 1 && known?.file === file) return known.hash;
  const hash = sha256(entries);
  if (hashes.size >= MOST_HASHES) hashes.clear();
  if (entries.length === 1) hashes.set(content, { file, hash });
  return hash;
}

function sha256(entries: ReadonlyArray<readonly [string, unknown]>): string {
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, HASH_LENGTH);
}

/** Annotations of objects that a tool makes before ordinary objects exist, or outside of their order. */
const HOOKS: readonly string[] = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

/** True for an object that Helm or Argo CD makes as a hook: a ConfigMap beside it may come too late. */
export const isHook = (annotations: Readonly<Record<string, unknown>>): boolean => HOOKS.some((key) => annotations[key] !== undefined);
