import { ANNOTATION_PREFIX, hidesAnnotation } from '../checks/annotations';
import { ofRule, refuse } from '../errors';
import { filledBy, hiddenBy } from '../images/filled-directories';
import type { Image } from '../images/image';
import { hiddenDirectory } from '../messages/hidden-directories';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';

/** Refuses a volume over a directory that the image fills, unless the volume holds a copy of it, or that is what is meant. */
export function checkHidden(at: string, template: PodTemplate, container: string, image: Image, mounts: readonly MountSpec[]): void {
  const filled = filledBy(image);
  if (filled.length === 0) return;
  for (const { path, volume, subPath, hides } of mounts) {
    const directory = hides ? undefined : hiddenBy(path, filled);
    if (directory === undefined) continue;
    const isCopy = subPath === undefined && template.copies.some((copy) => copy.volume === volume.name && copy.directory === path);
    if (isCopy) continue;
    const annotation = `${ANNOTATION_PREFIX}${hidesAnnotation(container)}`;
    refuse(at, ofRule('hidden-directories', hiddenDirectory(container, path, directory, image.reference, annotation)));
  }
}
