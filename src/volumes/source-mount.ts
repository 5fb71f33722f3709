import type { MountSpec } from '../template/volume-spec';
import { ProjectedFiles } from './projected';
import type { Mountable } from './volume';

/** How a step reads what it is given, and what to call it. Read-only: nothing is proven to the step that looks for itself. */
export function sourceMount(from: ProjectedFiles | Mountable, path: string): { readonly mount: MountSpec; readonly what: string } {
  if (from instanceof ProjectedFiles) {
    return {
      mount: { volume: from._volume, path, readOnly: true },
      what: `${from.kind} ${from.name}`,
    };
  }
  return {
    mount: { volume: from._volume, subPath: from._subPath, path, readOnly: true, provenBy: from._isProven ? from.step : undefined },
    what: from._isProven ? `step ${from.step}` : `volume ${from._volume.name}`,
  };
}
