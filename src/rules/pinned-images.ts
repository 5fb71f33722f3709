import { imageIsLatest, imageMissing, imageWithoutTag } from '../messages/images';
import { eachImage } from './images';
import { text } from './json';
import type { Rule } from './rule';

export const pinnedImages: Rule = {
  id: 'pinned-images',
  title: 'Every image has a version or a digest',
  why: 'Without one, two pods of the same manifest can run different programs, and a roll-back brings nothing back.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  judge(pod, find) {
    for (const container of pod.containers) {
      if (text(container.json.image) === '') find({ where: container.at('image'), sentence: imageMissing(container.name) });
    }
    eachImage(pod, (image, where) => {
      if (image.includes('@')) return;
      const tag = tagOf(image);
      if (tag === '') find({ where: where(), sentence: imageWithoutTag(image) });
      if (tag === 'latest') find({ where: where(), sentence: imageIsLatest(image) });
    });
  },
};

/** What follows the last colon, unless that is the colon of the registry's port. */
function tagOf(image: string): string {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? '' : image.slice(colon + 1);
}
