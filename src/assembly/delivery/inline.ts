import { programText } from '../program';
import type { Delivery } from './delivery';

/** The text stands in the pod spec, with the parts that the container uses: the pod needs nothing else. */
export const inline: Delivery = {
  words: (parts, name) => ['-c', programText(parts), name],
  mounts: [],
  volumes: () => [],
  objects: () => [],
};
