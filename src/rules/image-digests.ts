import { imageWithoutDigest } from '../messages/standards';
import { eachImage } from './images';
import type { LibraryRule } from './rule';

export const imageDigests: LibraryRule = {
  id: 'image-digests',
  needs: ['standard'],
  title: 'Every image has a digest if the standard requires it',
  why: 'A tag can be pushed again: only a digest says which bytes run.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  check(pod, report) {
    if (!pod.asked?.digests?.value) return;
    const { by } = pod.asked.digests;
    eachImage(pod, (image, where) => {
      if (!image.includes('@sha256:')) report({ where: where(), sentence: imageWithoutDigest(by, image) });
    });
  },
};
