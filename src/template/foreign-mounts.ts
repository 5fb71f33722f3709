import { refuse } from '../errors';
import { checkAbsolutePath } from '../checks/values';
import { anotherPodsContainer } from '../messages/input';
import type { HandleOwner } from '../handles/handle';
import type { PodTemplate } from './pod-template';
import type { VolumeSpec } from './volume-spec';

/** A handle with a place that containers can mount, as far as mounting it goes. */
interface Place {
  readonly step: string;
  readonly _owner: HandleOwner;
  readonly _volume: VolumeSpec;
  readonly _subPath: string | undefined;
  readonly _isProven: boolean;
  readonly _isVerified: boolean;
}

/** Mounts a handle, read-only, into a container that cdk8s-plus made. */
export function mountInto(handle: Place, container: { readonly name: string }, path: string): void {
  const template = handle._owner as PodTemplate;
  const at = `${template.path}/${container?.name ?? 'container'}`;
  checkAbsolutePath(at, 'a mount path', path);
  if (!template.carrier.ownsContainer(container)) refuse(at, anotherPodsContainer(container?.name, template.id));
  template.addForeignMount(at, container, {
    volume: handle._volume, subPath: handle._subPath, path, readOnly: true, provenBy: handle._isProven ? handle.step : undefined,
    verified: handle._isVerified,
  });
}
