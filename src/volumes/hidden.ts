import { ANNOTATION_PREFIX, hidesAnnotation } from '../declared/annotations';
import { refuse } from '../errors';
import { filledBy, hidingMounts } from '../images/filled-directories';
import type { Image } from '../images/image';
import { hiddenDirectory } from '../messages/hidden-directories';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';

/** Refuses a volume over a directory that the image fills, unless the volume holds a copy of it, or that is what is meant. */
export function checkHidden(at: string, template: PodTemplate, container: string, image: Image, mounts: readonly MountSpec[]): void {
  if (mounts.length === 0) return;
  const filled = filledBy(image, template.standards.filledDirectories);
  const over = mounts.map(({ path, volume, subPath, hides }) => ({ path, volume: volume.name, subPath, isMeant: hides === true }));
  for (const { mount: { path }, directory } of hidingMounts(over, filled, () => template.copies)) {
    const annotation = `${ANNOTATION_PREFIX}${hidesAnnotation(container)}`;
    refuse(at, 'hidden-directories', hiddenDirectory(container, path, directory, image.reference, annotation));
  }
}
