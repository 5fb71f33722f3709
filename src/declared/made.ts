import { FIELDS_OF_STEPS, type DeclaredStep, type FieldOfStep } from './pod';

/*
 * What a step was given, as hashes: short enough for an annotation, one for each field, so that a command over YAML can say which
 * one was changed since. What tools change and what is no other program does not count: the registry of an image, the names of
 * ConfigMaps and Secrets, defaults that the API server fills in.
 */

/** Characters of a hash: 24 bits. */
const WIDTH = 4;

/** The hashes of the fields of a container, in the order of `FIELDS_OF_STEPS`. */
export const madeOf = (container: Partial<DeclaredStep>): string => FIELDS_OF_STEPS.map((field) => shortHashOf(field, container[field])).join('');

/** The fields that are not as these hashes say. */
export const changedFields = (container: Partial<DeclaredStep>, made: string): readonly FieldOfStep[] =>
  FIELDS_OF_STEPS.filter((field, index) => shortHashOf(field, container[field]) !== made.slice(index * WIDTH, (index + 1) * WIDTH));

function shortHashOf(field: FieldOfStep, value: unknown): string {
  const hash = mixValue(OFFSET, comparable(field, value));
  return toText(hash);
}

/** Mounts that the API server adds to pods. */
const ADDED = '/var/run/secrets/kubernetes.io/serviceaccount';

function comparable(field: FieldOfStep, value: unknown): unknown {
  if (field === 'image' && typeof value === 'string') return value.slice(value.lastIndexOf('/') + 1);
  if (field === 'volumeMounts' && Array.isArray(value)) return value.filter((mount) => (mount as { readonly mountPath?: string } | null)?.mountPath !== ADDED);
  return value;
}

/** Fields of fields that do not count. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  configMapKeyRef: 'name', configMapRef: 'name', fieldRef: 'apiVersion', resourceFieldRef: 'divisor', secretKeyRef: 'name', secretRef: 'name',
};

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, over a value rather than its text: it is asked of every step at every synth. */
function mix(hash: number, text: string): number {
  let mixed = hash;
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), PRIME);
  // Ends the text: "a", "b" is not "ab".
  return Math.imul(mixed ^ 0xff, PRIME);
}

/** What is undefined, null or empty is as good as not there, and the order of keys does not count. */
function mixValue(hash: number, value: unknown, leftOut?: string): number {
  if (Array.isArray(value)) return value.reduce<number>((mixed, one) => mixValue(mix(mixed, '-'), one), hash);
  if (typeof value !== 'object' || value === null) return value === undefined || value === null || value === '' ? hash : mix(hash, `${typeof value} ${String(value)}`);
  const fields = value as Readonly<Record<string, unknown>>;
  let mixed = hash;
  for (const key of Object.keys(fields).sort()) {
    if (key === leftOut) continue;
    const before = mix(mixed, key);
    const after = mixValue(before, fields[key], LEFT_OUT[key]);
    if (after !== before) mixed = after;
  }
  return mixed;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const toText = (hash: number): string => {
  const folded = hash ^ (hash >>> 24);
  return [18, 12, 6, 0].map((shift) => ALPHABET[(folded >>> shift) & 63]).join('');
};
