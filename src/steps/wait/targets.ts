/*
 * The list of protocols: a line for each file. What is exported here is public;
 * test/docs/protocols.test.ts names what a protocol lacks: its probe, its rows in the docs, its tests. Sentences and types follow from the probes, by `npm run embed`.
 */

export * from './dns';
export * from './tcp';
export * from './http';
export * from './postgres';
export * from './mysql';
export * from './redis';
export * from './memcached';
export * from './command';
export * from './migrated';
export * from './resource';
