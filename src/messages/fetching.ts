/* Messages about steps that fetch. */

import { orOf } from './list';
import type { OfRule } from './rule-ids';

/** The functions that make a file to fetch, and those that make a tree: what steps/fetch/sources.ts exports. */
export const FILE_SOURCES = ['https', 'plainHttp'] as const;
export const TREE_SOURCES = ['git'] as const;

/** A file to fetch that is given as a text, or as a Git repository. */
export const notAFileToFetch = `from must be ${orOf(FILE_SOURCES)}.` as const;
export type NotAFileToFetch = OfRule<'source', typeof notAFileToFetch>;

/** The same, where it may be several. */
export const notFilesToFetch = `from must be ${orOf(FILE_SOURCES)}, or several of them by file name.` as const;
export type NotFilesToFetch = OfRule<'source', typeof notFilesToFetch>;

/** Something to fetch configuration from that is not a source. */
export const notASource = `from must be ${orOf([...FILE_SOURCES, ...TREE_SOURCES])}, or files by name from ${orOf(FILE_SOURCES)}.` as const;
export type NotASource = OfRule<'source', typeof notASource>;

export const manyFiles = `several files by name must come from ${orOf(FILE_SOURCES)}; give a Git repository as the only source.` as const;
export const notASourceSpec = 'the second argument must be a function that returns { url, parts }.';
export const notASourceUrl =
  'the url of a source must be SCHEME://HOST/PATH without a user and without spaces; the scheme must have only lowercase letters and digits, because its part defines the function fetch_SCHEME.';
export const noFetch = (name: string) => `no part defines ${name}() { … }: add scriptFile(…) with that function to parts.`;
export const notAChecksum = 'the checksum of a source must have 64 hexadecimal digits (SHA-256) or 128 (SHA-512).';

export const nothingToKeep = (property: string) =>
  `${property} keeps the files of an earlier run, but the step's own directory is new in every pod: ` +
  'give into: claim(…), or emptyDirectory(…) if the files only need to survive a restart of the node.';
export const neverAskedAgain =
  'askAgainAfter is for files that may change, and these have a checksum or a commit: they are fetched once and never asked for again. Remove askAgainAfter.';
export const onlyAskedAgain =
  'FetchData never asks again for a file that it has, so whenUnavailable has no effect: set askAgainAfter too, or remove whenUnavailable.';
export const notArchitectures = (names: readonly string[]) =>
  `byArchitecture takes sources by the names that Kubernetes has for nodes, { amd64: https(…), arm64: https(…) }: ${names.join(', ')}.`;
export const notASourceFor = (architecture: string) => `${architecture} must be https(…) or plainHttp(…).`;
export const severalNames = (names: readonly string[]) =>
  `these sources give the file several names, ${names.join(', ')}: give byArchitecture(…, { as: 'tool' }) the one that it has on every node.`;
export const notAPattern = 'only must list relative paths in the archive, without "..", such as "tool-1.2/bin/tool" or "tool-*/bin".';
export const notAPathInArchive = 'files must list relative paths in the published files, without "..", such as "bin/tool".';
/** A repository that is given as a text, or as a file on the web. */
export const notAGitSource = `from must be ${orOf(TREE_SOURCES)}.` as const;
export type NotAGitSource = OfRule<'source', typeof notAGitSource>;

export const onlyUserOfMesh = (user: number) =>
  `the service mesh of the standard lets steps use the network only as user ${user}: remove user, and mount the files of the step read-only, or copy them with CopyFiles.`;
export const sshAsNobody = (nobody: number) =>
  `a clone over ssh must run as user ${nobody}, because ssh needs a user name and the image has no name for another user: remove user, or clone over https.`;
export const historyOfAll = 'keepHistory keeps the whole repository: remove path from git(…), or remove keepHistory.';
export const dataInMemory = (volume: string) =>
  `volume "${volume}" is in memory, so its files count towards the memory limit of the container that writes them: use a volume on disk, emptyDirectory(workload, name, size).`;
export const volumeTooSmall = (volume: string, holds: string, needed: string) =>
  `volume "${volume}" holds ${holds}, but the files and their records need ${needed}: make the volume larger, or maxSize smaller.`;
export const notARedirectHost =
  'redirectsTo must list hosts, such as "objects.example.com", "*.example.com" or "10.0.0.7:8443": no scheme, no path, and "*" only at the front.';
export const oneChecksum = 'give sha256 or sha512, not both: one of them is enough to prove the content.';
