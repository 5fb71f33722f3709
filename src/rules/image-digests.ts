import { imageWithoutDigest } from '../messages/standards';
import { text } from './json';
import type { Rule } from './rule';

export const imageDigests: Rule = {
  id: 'image-digests',
  title: 'Every image has a digest, where a standard asks for it',
  why: 'A tag can be pushed again: only a digest says which bytes run.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  judge({ asked, containers }, find) {
    if (!asked?.digests?.value) return;
    for (const container of containers) {
      const image = text(container.json.image);
      if (image === '' || image.includes('@sha256:')) continue;
      find({ where: container.at('image'), sentence: imageWithoutDigest(asked.digests.by, image) });
    }
  },
};
