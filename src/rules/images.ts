import { type Field, list, text } from '../manifest/types';
import type { CheckedPod } from './rule';

/** Calls for every image of a pod, those of volumes included, with its place. */
export function eachImage({ containers, spec }: CheckedPod, see: (image: string, where: () => string) => void): void {
  for (const container of containers) {
    const image = text(container.json.image);
    if (image !== '') see(image, () => container.at('image'));
  }
  for (const volume of list(spec.volumes)) {
    const image = text((volume?.image as Field<{ readonly reference?: Field<string> }>)?.reference);
    if (image !== '') see(image, () => `volumes[${text(volume?.name)}].image.reference`);
  }
}
