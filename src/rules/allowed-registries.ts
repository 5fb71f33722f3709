import { isFrom } from '../images/registries';
import { imageFromElsewhere } from '../messages/standards';
import { text } from './json';
import type { Rule } from './rule';

export const allowedRegistries: Rule = {
  id: 'allowed-registries',
  title: 'Every image is from a registry that a standard takes, where one says which',
  why: 'What is pulled from elsewhere was scanned by nobody, and is gone when somebody else takes it away.',
  see: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  judge({ asked, containers }, find) {
    if (!asked?.registries) return;
    const { value: registries, by } = asked.registries;
    for (const container of containers) {
      const image = text(container.json.image);
      if (image === '' || isFrom(image, registries)) continue;
      find({ where: container.at('image'), sentence: imageFromElsewhere(by, image, registries) });
    }
  },
};
