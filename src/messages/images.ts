/* What is said of registries. */

export const badRegistry = 'this is no registry: give host[:port][/path] without scheme and without a slash at the end.';
