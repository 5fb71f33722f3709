/* What is said of files whose content stands in the code. */

export const noFiles = 'there is nothing to write: name at least one file.';
export const notAContent = (name: string) => `file "${name}" takes a string, plainText(…), or { content, mode }.`;
export const contentHasNul = (name: string) =>
  `file "${name}" holds a NUL character, which no program can be given: put it into the binaryData of a ConfigMap and mount configMapFiles(…).`;
export const contentTooLong = (name: string) =>
  `file "${name}" is 128 KiB or larger, and Linux starts no program with an argument of that size: ` +
  'put it into a ConfigMap and mount configMapFiles(…), or fetch it with FetchConfig.';
export const contentsTooLong =
  'the files are larger together than what kubectl apply can keep of an object (256 KiB): ' +
  'put them into ConfigMaps and mount configMapFiles(…), or fetch them with FetchConfig.';
