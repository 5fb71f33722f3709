import { App } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { claimTree } from '../copies';
import { refuse } from '../errors';
import { badRegistry, notAConstruct, registryMapTwice } from '../messages/images';
import { parseReference } from './reference';

/**
 * Where images come from: each key is a registry, or a registry and the beginning of a repository, each value what stands
 * in its place. The longest key that fits wins; `'*'` fits every image that no other key fits.
 */
export type RegistryMap = Readonly<Record<string, string>>;

const maps = new WeakMap<IConstruct, RegistryMap>();
const DEFAULT_REGISTRY = 'docker.io';
const PREFIX = /^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._-]+)*$/;

/**
 * Moves every image below a construct, those of users, of steps and of helpers, to other registries.
 *
 * @param scope an app, a chart or any construct; the nearest map above a workload counts
 * @param registries what stands in whose place
 * @throws {@link PreludeError} when a key or a value is no registry, or the construct has a map already
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 *
 * @example
 * setRegistries(app, { 'docker.io': 'mirror.example.com/docker', '*': 'mirror.example.com/other' });
 * // image: mirror.example.com/docker/library/busybox:1.37.0-musl
 */
export function setRegistries(scope: IConstruct, registries: RegistryMap): void {
  if (!Construct.isConstruct(scope)) refuse('setRegistries()', notAConstruct, scope);
  const stranger = claimTree(scope.node.root);
  if (stranger !== undefined) refuse(scope, stranger);
  if (typeof registries !== 'object' || registries === null) refuse(scope, badRegistry, registries);
  if (maps.has(scope)) refuse(scope, registryMapTwice);
  for (const [from, to] of Object.entries(registries)) {
    if (from !== '*' && !PREFIX.test(from)) refuse(scope, badRegistry, from);
    if (typeof to !== 'string' || !PREFIX.test(to)) refuse(scope, badRegistry, to);
  }
  maps.set(scope, Object.freeze({ ...registries }));
}

/** The map that holds for a construct: the nearest one above it. */
export function registriesOf(scope: IConstruct): RegistryMap | undefined {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) {
    const map = maps.get(at);
    if (map) return map;
    if (at instanceof App) return undefined;
  }
  return undefined;
}

/** Where a reference points once the map has been applied. Without a map it stays as it was given. */
export function moveReference(reference: string, map: RegistryMap | undefined): string {
  if (!map) return reference;
  const parsed = parseReference('image()', reference);
  const registry = parsed.registry ?? DEFAULT_REGISTRY;
  const official = registry === DEFAULT_REGISTRY && !parsed.repository.includes('/');
  const name = `${registry}/${official ? 'library/' : ''}${parsed.repository}`;
  const suffix = `${parsed.tag === undefined ? '' : `:${parsed.tag}`}${parsed.digest === undefined ? '' : `@${parsed.digest}`}`;
  const key = longestPrefix(name, Object.keys(map));
  if (key !== undefined) return `${map[key]}${name.slice(key.length)}${suffix}`;
  return map['*'] === undefined ? reference : `${map['*']}/${name.slice(registry.length + 1)}${suffix}`;
}

function longestPrefix(name: string, keys: readonly string[]): string | undefined {
  const fitting = keys.filter((key) => name === key || name.startsWith(`${key}/`));
  return fitting.sort((a, b) => b.length - a.length)[0];
}
