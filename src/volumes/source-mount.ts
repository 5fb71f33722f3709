import { handleMount } from '../template/handle-mount';
import type { MountSpec } from '../template/volume-spec';
import { ProjectedFiles } from './projected';
import type { Mountable } from './volume';

/** How a step reads what it is given, read-only, and what to call it. */
export function sourceMount(from: ProjectedFiles | Mountable, path: string): { readonly mount: MountSpec; readonly what: string } {
  if (from instanceof ProjectedFiles) {
    return {
      mount: { volume: from._volume, path, readOnly: true },
      what: `${from.kind} ${from.name}`,
    };
  }
  return {
    mount: handleMount(from, path, true),
    what: from._isProven ? `step ${from.step}` : `volume ${from._volume.name}`,
  };
}
