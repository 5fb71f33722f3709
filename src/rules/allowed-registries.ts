import { isFrom } from '../images/registries';
import { imageFromElsewhere } from '../messages/standards';
import { eachImage } from './images';
import type { LibraryRule } from './rule';

export const allowedRegistries: LibraryRule = {
  id: 'allowed-registries',
  needs: ['standard'],
  title: 'Every image is from a registry that the standard allows',
  why: 'Images from elsewhere are not scanned, and can disappear.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  check(pod, report) {
    if (!pod.asked?.registries) return;
    const { value: registries, by } = pod.asked.registries;
    eachImage(pod, (image, where) => {
      if (!isFrom(image, registries)) report({ where: where(), sentence: imageFromElsewhere(by, image, registries) });
    });
  },
};
