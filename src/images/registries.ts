import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { badRegistry } from '../messages/images';
import { type ParsedReference, splitReference } from './reference';

/**
 * Where images come from: each key is a registry, or a registry and the beginning of a repository, each value what stands
 * in its place. The longest key that fits wins; `'*'` fits every image that no other key fits.
 */
export type RegistryMap = Readonly<Record<string, string>>;

const DEFAULT_REGISTRY = 'docker.io';
const PREFIX = /^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(\/[a-z0-9._-]+)*$/;

/** Checks a registry, or a registry and the beginning of a repository. */
export function checkRegistry(at: IConstruct | string, registry: unknown): string {
  return typeof registry === 'string' && PREFIX.test(registry) ? registry : refuse(at, 'registry', badRegistry, registry);
}

/** Checks a registry map. */
export function checkRegistryMap(at: IConstruct | string, map: unknown): RegistryMap {
  if (typeof map !== 'object' || map === null || Array.isArray(map)) return refuse(at, 'registry', badRegistry, map);
  for (const [from, to] of Object.entries(map)) {
    if (from !== '*') checkRegistry(at, from);
    checkRegistry(at, to);
  }
  return Object.freeze({ ...map } as RegistryMap);
}

/** Where a reference points once the map has been applied. Without a map it stays as it was given, and so does what is none. */
export function moveReference(reference: string, map: RegistryMap | undefined): string {
  const parsed = map && splitReference(reference);
  if (!parsed) return reference;
  const { registry, name } = nameOf(parsed);
  const suffix = `${parsed.tag === undefined ? '' : `:${parsed.tag}`}${parsed.digest === undefined ? '' : `@${parsed.digest}`}`;
  const key = longestPrefix(name, Object.keys(map));
  if (key !== undefined) return `${map[key]}${name.slice(key.length)}${suffix}`;
  return map['*'] === undefined ? reference : `${map['*']}/${name.slice(registry.length + 1)}${suffix}`;
}

/** True where an image that was not moved any more comes from one of the registries. A reference that is none comes from nowhere. */
export function isFrom(reference: string, registries: readonly string[]): boolean {
  const parsed = splitReference(reference);
  return parsed !== undefined && longestPrefix(nameOf(parsed).name, registries) !== undefined;
}

/** The whole name of an image, as runtimes complete it. */
function nameOf(parsed: ParsedReference): { readonly registry: string; readonly name: string } {
  const registry = parsed.registry ?? DEFAULT_REGISTRY;
  const official = registry === DEFAULT_REGISTRY && !parsed.repository.includes('/');
  return { registry, name: `${registry}/${official ? 'library/' : ''}${parsed.repository}` };
}

function longestPrefix(name: string, keys: readonly string[]): string | undefined {
  const fitting = keys.filter((key) => name === key || name.startsWith(`${key}/`));
  return fitting.sort((a, b) => b.length - a.length)[0];
}
