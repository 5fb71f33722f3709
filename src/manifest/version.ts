/** The number behind the dot of a version such as 1.31; NaN where it is none. */
export const minorOf = (version: string): number => Number(/^1\.([0-9]{1,3})$/.exec(version)?.[1] ?? NaN);

/** The oldest version that the fields are known back to. */
export const OLDEST_VERSION = 28;
