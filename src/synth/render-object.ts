import { type ApiObject, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, type IResolver, JsonPatch, Lazy, LazyResolver, NumberStringUnionResolver } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { finishedOf } from '../assembly/finished';
import { podOf } from '../manifest/pod-of';
import { list, type PodSpec } from '../manifest/types';

/*
 * What cdk8s makes of an object, in one walk. cdk8s looks the app up for every value of a manifest, asks three resolvers about each,
 * and copies all of it twice. Whatever is not as this file knows it (resolvers of the app, a class that is none of cdk8s-plus, a
 * value that is no JSON, another version of cdk8s) is left to cdk8s, which says in its own words what is wrong.
 */

/** What an object of cdk8s has, in every version from 2.68 on. */
interface Inner {
  readonly props: Readonly<Record<string, unknown>>;
  readonly patches: readonly JsonPatch[];
}

/** The same of its metadata. */
interface InnerMetadata {
  readonly _additionalAttributes: Readonly<Record<string, unknown>>;
  readonly apiObject: ApiObject;
}

type ToJson = (props: unknown) => object;

const RESOLVERS: readonly (new () => IResolver)[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** True where the app of an object resolves values as cdk8s does by itself. */
function resolvesAsUsual(object: ApiObject): boolean {
  const { resolvers = [] } = App.of(object) as Partial<App>;
  return resolvers.length === RESOLVERS.length
    && resolvers.every((resolver, index) => Object.getPrototypeOf(resolver) === RESOLVERS[index]?.prototype);
}

/** The manifest of an object as cdk8s makes it. */
export function renderQuickly(object: ApiObject): object {
  try {
    const manifest = render(object);
    if (manifest !== undefined) return manifest;
  } catch {
    // Told below, by cdk8s.
  }
  return (Object.getPrototypeOf(object) as ApiObject).toJson.call(object);
}

function render(object: ApiObject): object | undefined {
  const { props, patches } = object as unknown as Partial<Inner>;
  const toJson = jsonOf(object.constructor);
  if (toJson === undefined || props === undefined || !Array.isArray(patches) || process.env.CDK8S_DISABLE_SORT) return undefined;
  if (!resolvesAsUsual(object)) return undefined;
  const finished: object[] = [];
  const plain = plainObject({ ...props, metadata: undefined }, patches.length === 0 ? finished : ALL);
  plain.metadata = metadataOf(object.metadata);
  const patched: Readonly<Record<string, unknown>> = patches.length === 0 ? plain : JsonPatch.apply(plain, ...patches as JsonPatch[]);
  const manifest = { ...(object.constructor as unknown as { readonly GVK: object }).GVK, ...toJson(patched) };
  if (finished.length > 0) putFinished(podOf(manifest).spec, finished);
  return manifest;
}

/** Takes the place of a container that is finished while all else is rendered. */
const PLACE = Object.freeze({});

/** Puts finished containers where their places were left; each was the next one. */
function putFinished(spec: PodSpec, finished: readonly object[]): void {
  let next = 0;
  // In the order in which they are rendered: that of the keys.
  for (const containers of [list(spec.containers), list(spec.initContainers)] as object[][]) {
    containers.forEach((container, index) => {
      if (Object.keys(container).length === 0) containers[index] = finished[next++] ?? container;
    });
  }
}

const known = new Map<unknown, ToJson | undefined>();

/** What gives the fields of a class of cdk8s-plus the names that they have in Kubernetes. */
function jsonOf(of: unknown): ToJson | undefined {
  if (known.has(of)) return known.get(of);
  const all = k8s as unknown as Readonly<Record<string, unknown>>;
  const { name } = of as { readonly name: string };
  const toJson = all[name] === of ? all[`toJson_${name}Props`] as ToJson | undefined : undefined;
  known.set(of, toJson);
  return toJson;
}

/** The metadata of an object, or of the pods that it makes. */
export function metadataOf(metadata: ApiObjectMetadataDefinition): object | undefined {
  return Object.prototype.hasOwnProperty.call(metadata, 'toJson') ? metadata.toJson() as object | undefined : ownMetadataOf(metadata);
}

/** The same without what a method of its own adds. */
export function ownMetadataOf(metadata: ApiObjectMetadataDefinition): object | undefined {
  const { _additionalAttributes: rest, apiObject, name, namespace, annotations, finalizers, ownerReferences, labels } =
    metadata as unknown as Readonly<Record<string, unknown>> & Partial<InnerMetadata>;
  if (rest === undefined || apiObject === undefined || !resolvesAsUsual(apiObject)) {
    return ApiObjectMetadataDefinition.prototype.toJson.call(metadata) as object;
  }
  const made = plainObject({ ...rest, name, namespace, annotations, finalizers, ownerReferences, labels }, NOT_EMPTY);
  return Object.keys(made).length === 0 ? undefined : made;
}

/** Lists and objects that hold nothing are kept, or not; or kept, and finished containers put into a list of their own. */
type Keeps = 'all' | 'not empty' | object[];
const ALL = 'all';
const NOT_EMPTY = 'not empty';

/** A value as JSON, its keys sorted: what is made late is made, and what is not there is left out. */
function plainValue(value: unknown, keeps: Keeps): unknown {
  if (value === null) return undefined;
  switch (typeof value) {
    case 'string': case 'number': case 'boolean': case 'undefined': return value;
    case 'object': break;
    default: return unusual();
  }
  if (Array.isArray(value)) return keeps === NOT_EMPTY && value.length === 0 ? undefined : value.map((member) => plainValue(member, keeps));
  if (value instanceof Lazy) return plainValue(value.produce(), keeps);
  const { constructor, resolve, value: inner } = value as { readonly constructor?: unknown; readonly resolve?: unknown; readonly value?: unknown };
  if (typeof resolve === 'function') return plainValue((value as { resolve(): unknown }).resolve(), keeps);
  if (constructor !== Object) return typeof inner === 'string' || typeof inner === 'number' ? { value: inner } : unusual();
  if (typeof keeps !== 'string') {
    const json = finishedOf(value);
    if (json !== undefined) {
      keeps.push(json);
      return PLACE;
    }
  }
  const made = plainObject(value as Readonly<Record<string, unknown>>, keeps);
  return keeps === NOT_EMPTY && Object.keys(made).length === 0 ? undefined : made;
}

function plainObject(value: Readonly<Record<string, unknown>>, keeps: Keeps): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const key of sortedKeys(value)) {
    const member = plainValue(value[key], keeps);
    if (member !== undefined) made[key] = member;
  }
  return made;
}

/** Nearly all are in order already. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index += 1) if (keys[index]! < keys[index - 1]!) return keys.sort();
  return keys;
}

function unusual(): never {
  throw new Error('cdk8s says what it is');
}
