/* Messages about directories that a step creates. */

export const noDirectories = "directories must list what to create: ['uploads', 'cache/images'], or { uploads: 0o770 } with modes.";
export const directoryTwice = (path: string) => `directory "${path}" is listed twice.`;
export const noSuchDirectory = (known: readonly string[]) => `this step does not create this directory; its directories are ${known.join(', ')}.`;
