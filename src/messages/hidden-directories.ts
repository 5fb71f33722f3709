/* Messages about a volume that hides files of the image. */

export const hiddenDirectory = (container: string, path: string, directory: string, image: string, annotation: string) =>
  `container "${container}" mounts a volume at "${path}", which hides the files that image "${image}" has in ${directory}: ` +
  `mount the one file (config.file('x') at "${directory}/x"), copy the image's own files into the volume first (CopyFromImage), ` +
  `or confirm that you want to hide them: hiding(…), or "${path}" in annotation ${annotation}.`;
export const notBelowRoot = 'directory must be a directory of the image, such as "/etc/nginx", and not "/".';
