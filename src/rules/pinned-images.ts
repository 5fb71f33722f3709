import { imageIsLatest, imageMissing, imageWithoutTag } from '../messages/images';
import { eachImage } from './images';
import { text } from '../manifest/types';
import type { LibraryRule } from './rule';

export const pinnedImages: LibraryRule = {
  id: 'pinned-images',
  title: 'Every image has a version or a digest',
  why: 'Without one, two pods of the same manifest can run different programs, and a rollback cannot restore the old one.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  check(pod, report) {
    for (const container of pod.containers) {
      if (text(container.json.image) === '') report({ where: container.at('image'), sentence: imageMissing(container.name) });
    }
    eachImage(pod, (image, where) => {
      if (image.includes('@')) return;
      const tag = tagOf(image);
      if (tag === '') report({ where: where(), sentence: imageWithoutTag(image) });
      if (tag === 'latest') report({ where: where(), sentence: imageIsLatest(image) });
    });
  },
};

/** What follows the last colon, unless that is the colon of the registry's port. */
function tagOf(image: string): string {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? '' : image.slice(colon + 1);
}
