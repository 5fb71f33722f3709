import { ApiObject } from 'cdk8s';
import { ConfigMaps, withConfigHash } from './config-hash';
import { patchLate, withoutPatches } from './late-patches';
import { renderQuickly } from './render-object';

/** How the object of a workload is rendered. */
interface Ours {
  /** The method that it was given. */
  readonly toJson: () => object;
  /** True where its pods roll when a ConfigMap changes. */
  readonly rolls: boolean;
  /** What makes its manifest that of a workload with steps; undefined where cdk8s-plus has done so. */
  readonly completed: Completed | undefined;
}

/** Puts steps into a manifest that no workload of cdk8s-plus makes. */
export interface Completed {
  /** How many patches the object had before steps were put on it: they say what the object is. */
  readonly ownPatches: number;
  /** The manifest with the steps. */
  complete(manifest: object): object;
}

const ours = new WeakMap<ApiObject, Ours>();

/**
 * Has the object of a workload give what its patches say, to the letter, and the hash of the configuration where its pods are to roll:
 * within a synth and without, such as in tests.
 */
export function renderAsOurs(object: ApiObject, rolls: boolean, completed?: Completed): void {
  const toJson = (): object => {
    const manifest = patched(object, () => plainJson(object), completed);
    return rolls ? withConfigHash(manifest, new ConfigMaps(object.node.root)) : manifest;
  };
  ours.set(object, { toJson, rolls, completed });
  object.toJson = toJson;
}

function patched(object: ApiObject, render: () => object, completed: Completed | undefined): object {
  const [manifest, patches] = withoutPatches(object, render);
  const { path } = object.node;
  if (!completed) return patchLate(path, manifest, patches);
  const own = patchLate(path, manifest, patches.slice(0, completed.ownPatches));
  return patchLate(path, completed.complete(own), patches.slice(completed.ownPatches));
}

/** What an object gives, its hash made of ConfigMaps that are looked up once for all. */
export function renderObject(object: ApiObject, configMaps: ConfigMaps): object {
  const own = ours.get(object);
  if (!own) return renderQuickly(object);
  const manifest = patched(object, () => renderQuickly(object), own.completed);
  return own.rolls ? withConfigHash(manifest, configMaps) : manifest;
}

/** True where other code has replaced the method on the object: it is left as it is. */
export const isReplaced = (object: ApiObject): boolean =>
  Object.prototype.hasOwnProperty.call(object, 'toJson') && object.toJson !== ours.get(object)?.toJson;

/** Gives an object the method back that it has outside of a synth. */
export function restore(object: ApiObject): void {
  const own = ours.get(object);
  if (own) object.toJson = own.toJson;
  else delete (object as { toJson?: unknown }).toJson;
}

/** What cdk8s makes of an object. */
const plainJson = (object: ApiObject): object => Object.getPrototypeOf(object).toJson.call(object);
