/* Messages about files whose content is in the code. */

export const noFiles = 'there is nothing to write: list at least one file.';
export const notAContent = (name: string) => `file "${name}" must be a string, plainText(…), or { content, mode }.`;
export const contentHasNul = (name: string) =>
  `file "${name}" contains a NUL character, which cannot be passed to a program: put it into the binaryData of a ConfigMap and mount configMapFiles(…).`;
export const contentTooLong = (name: string) =>
  `file "${name}" is 128 KiB or larger, but Linux cannot start a program with an argument of that size: ` +
  'put it into a ConfigMap and mount configMapFiles(…), or fetch it with FetchConfig.';
export const contentsTooLong =
  'the files together are larger than kubectl apply can store for one object (256 KiB): ' +
  'put them into ConfigMaps and mount configMapFiles(…), or fetch them with FetchConfig.';
