import { name } from '../code';
import type { Idiom } from '../idiom';
import { imageCode } from '../image-code';
import { knownOperands, onlyCall } from '../only';
import { writer } from '../owners';
import { placeOf, wholePlaceOf } from '../places';

/** `cp -r /usr/share/app/. /shared`: a directory of the image, whole, into a volume. */
export const copyFromImage: Idiom = (container, before) => {
  const copy = onlyCall(container, 'cp');
  if (!copy?.args.some(({ text }) => /^-[a-zA-Z]*[rRa]|^--(?:recursive|archive)/.test(text))) return undefined;
  const words = knownOperands(copy);
  const [from = '', to = '', more] = words ?? [];
  const isWhole = /\/(?:\.|\*)$/.test(from) || copy.args.some(({ text }) => /^-[a-zA-Z]*T/.test(text));
  const place = wholePlaceOf(container, to);
  const volume = place && before.volume(place.volume.name);
  if (more !== undefined || !isWhole || !from.startsWith('/') || placeOf(container, from) || !volume || place.below !== '') return undefined;
  return {
    construct: 'CopyFromImage',
    props: {
      image: imageCode(String(container.json.image), container), directory: from.replace(/\/(?:\.|\*)?$/, ''), into: name(volume), user: writer(container, before),
    },
    gives: { volume: place.volume.name, handle: 'files' },
    ...(container.user === undefined ? { todos: ['say the user that can read these files in the image, where it is not the one that its image says'] } : {}),
  };
};
