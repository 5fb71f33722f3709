import { configMap } from './config-map';
import type { Delivery } from './delivery';

/**
 * Helm makes a hook before the release, at a rollback too, and leaves it. Before 3.22 and 4.2 it refuses to roll back to an object
 * that it has kept and that the present release does not hold.
 */
const HOOK: Readonly<Record<string, string>> = Object.freeze({
  'helm.sh/hook': 'pre-install,pre-upgrade,pre-rollback',
  'helm.sh/hook-delete-policy': 'before-hook-creation',
});

/** As from ConfigMaps, which are hooks of Helm. */
export const helmHook: Delivery = {
  ...configMap,
  objects: (programs, owner) => configMap.objects(programs, owner).map((object) => ({ ...object, annotations: HOOK })),
};
