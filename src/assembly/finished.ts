import type { k8s } from 'cdk8s-plus-28';

/*
 * Containers of which nothing is left to be worked out. What cdk8s and cdk8s-plus would make of them is known: the same, with amounts
 * as texts. Where no patch changes the object, it is written, and held against what was declared, as it is.
 */

const finished = new WeakMap<object, object>();

/** Notes what a container is in the manifest. */
export function finish(container: k8s.Container, resources: object): k8s.Container {
  const json = { ...container, resources };
  if (isInOrder(json)) finished.set(container, json);
  return container;
}

/** What a container is in the manifest, where that is known. */
export const finishedOf = (container: object): object | undefined => finished.get(container);

/** True for JSON with nothing missing, its keys in the order in which Kubernetes names them. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.every(isInOrder);
  if (value.constructor !== Object) return false;
  let before = '';
  for (const [key, member] of Object.entries(value)) {
    if (key < before || !isInOrder(member)) return false;
    before = key;
  }
  return true;
}
