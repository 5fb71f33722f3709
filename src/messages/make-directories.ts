/* What is said of directories that are made. */

export const noDirectories = "directories lists what is made: ['uploads', 'cache/images'], or { uploads: 0o770 } with modes.";
export const directoryTwice = (path: string) => `directory "${path}" is listed twice.`;
export const noSuchDirectory = (known: readonly string[]) => `there is no such directory among those of this step: ${known.join(', ')}.`;
