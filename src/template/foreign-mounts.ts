import { refuse } from '../errors';
import { checkMountPath } from '../checks/mount-path';
import { anotherPodsContainer } from '../messages/input';
import { mountPathTwice } from '../messages/mounts';
import { filesBeforeSteps } from '../messages/values';
import type { ForeignContainer } from '../handles/handle';
import { handleMount, type Place } from './handle-mount';
import { checkOverlap } from './overlap';
import type { PodTemplate } from './pod-template';

/** Mounts a handle, read-only, into a container that cdk8s-plus made. */
export function mountInto(template: PodTemplate, handle: Place, container: ForeignContainer, path: string): void {
  const at = `${template.path}/${container?.name ?? 'container'}`;
  checkMountPath(at, path);
  if (!template.carrier.ownsContainer(container)) refuse(at, 'other-pod', anotherPodsContainer(container?.name, template.id));
  if (handle._isProven && !template.carrier.startsAfterSteps(container)) refuse(at, 'before-steps', filesBeforeSteps(container.name), container.name);
  const mount = handleMount(handle, path, true);
  checkOverlap(at, [...template.containers.get(container)?.mounts ?? [], ...template.foreignMounts.get(container) ?? [], mount]);
  if (container.mounts?.some((other) => withoutSlash(other.path) === path)) refuse(at, 'mounts', mountPathTwice(path), path);
  template.addForeignMount(at, container, mount);
}

/** cdk8s-plus takes a path with a slash at its end, which is the same place. */
const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
