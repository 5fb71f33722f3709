/** Where a container sees the files of the values that it is started with, each called as its variable. */
export const VALUES_DIRECTORY = '/prelude-values';
