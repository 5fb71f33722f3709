/* What is said of annotations. */

export const annotationKey = (key: string) =>
  `"${key}" is no key for an annotation: after an optional "domain/" it has letters, digits, "-", "_" and ".", at most 63, ` +
  'a letter or digit at both ends; shorten it, or the names that it is made of.';
export const annotationsTooLarge = (whose: string, bytes: number) =>
  `the annotations of ${whose} have ${bytes} bytes together, and Kubernetes takes 262144: put what is long into a ConfigMap.`;
export const applyTooLarge = (bytes: number) =>
  `kubectl apply keeps a copy of the whole object in an annotation, which would make ${bytes} bytes of annotations, and Kubernetes takes 262144: ` +
  'put what is long (scripts, arguments, values) into ConfigMaps or into the image.';
