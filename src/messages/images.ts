/* What is said of registries. */

export const registryMapTwice = 'this construct has a registry map already: set one map per construct, with all its entries.';
export const badRegistry = 'this is no registry: give host[:port][/path] without scheme and without a slash at the end.';
export const notAConstruct = 'registries are set on an app, a chart or another construct.';
