import { ApiObject } from 'cdk8s';
import { ConfigMaps, withConfigHash } from './config-hash';
import { renderQuickly } from './render-object';

/** The objects of workloads whose pods roll when a ConfigMap changes, and the method that each was given. */
const rolling = new WeakMap<ApiObject, () => object>();

/** Adds the hash of the configuration to what the object gives, after all patches: within a synth and without, such as in tests. */
export function rollOnConfigChange(object: ApiObject): void {
  const toJson = (): object => withConfigHash(plainJson(object), new ConfigMaps(object.node.root));
  rolling.set(object, toJson);
  object.toJson = toJson;
}

/** What an object gives, its hash made of ConfigMaps that are looked up once for all. */
export function renderObject(object: ApiObject, configMaps: ConfigMaps): object {
  const plain = renderQuickly(object);
  return rolling.has(object) ? withConfigHash(plain, configMaps) : plain;
}

/** True where somebody else has replaced the method on the object: it is left as it is. */
export const isReplaced = (object: ApiObject): boolean =>
  Object.prototype.hasOwnProperty.call(object, 'toJson') && object.toJson !== rolling.get(object);

/** Gives an object the method back that it has outside of a synth. */
export function restore(object: ApiObject): void {
  const own = rolling.get(object);
  if (own) object.toJson = own;
  else delete (object as { toJson?: unknown }).toJson;
}

/** What cdk8s makes of an object. */
const plainJson = (object: ApiObject): object => Object.getPrototypeOf(object).toJson.call(object);
