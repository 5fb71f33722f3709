/*
 * The list of sources: what makes a file or a tree to fetch. What is exported here is public, and stands in FILE_SOURCES or TREE_SOURCES of
 * messages/fetching.ts; test/docs/sources.test.ts names what a source lacks.
 */

export { https, plainHttp } from './web';
export { git } from './git';
