/* Messages about annotations. */

export const annotationKey = (key: string) =>
  `"${key}" is not a valid annotation key: use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, ` +
  'after an optional "domain/"; if it is too long, shorten the names that it contains.';
export const annotationsTooLarge = (whose: string, bytes: number) =>
  `the annotations of ${whose} have ${bytes} bytes in total, but Kubernetes allows at most 262144: move long values into a ConfigMap.`;
export const applyTooLarge = (bytes: number) =>
  `kubectl apply stores a copy of the whole object in an annotation, so the annotations would have ${bytes} bytes, but Kubernetes allows at most 262144: ` +
  'move long scripts, arguments and values into ConfigMaps or into the image.';
