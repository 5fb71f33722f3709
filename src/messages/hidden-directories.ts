/* What is said of a volume over a directory that the image fills. */

export const hiddenDirectory = (container: string, path: string, directory: string, image: string, annotation: string) =>
  `container "${container}" mounts a volume at "${path}", which hides the files that image "${image}" has in ${directory}: ` +
  `mount the one file (config.file('x') at "${directory}/x"), copy the image's own files into the volume first (CopyFromImage), ` +
  `or say that they are to be hidden: hiding(…), or "${path}" in annotation ${annotation}.`;
export const notBelowRoot = 'directory is one of the image, such as "/etc/nginx", and not "/".';
