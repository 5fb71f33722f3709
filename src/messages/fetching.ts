/* What is said of steps that fetch. */

import type { OfRule } from './rule-ids';

/** Something to fetch over the web that is given as a text, or as a Git repository. */
export const notAWebSource = 'from takes https(…) or plainHttp(…).' as const;
export type NotAWebSource = OfRule<'source', typeof notAWebSource>;

/** The same, where it may be several. */
export const notWebSources = 'from takes https(…) or plainHttp(…), or several of them by file name.' as const;
export type NotWebSources = OfRule<'source', typeof notWebSources>;

export const nothingToKeep =
  "whenUnavailable: 'keep' keeps what an earlier run has left, and the step's own directory is new in every pod: " +
  'give into: claim(…), or emptyDirectory(…) where it is enough to outlive a restart of the node.';
export const notAPattern = 'only takes paths in the archive, relative and without "..", such as "tool-1.2/bin/tool" or "tool-*/bin".';
export const notAPathInArchive = 'files takes paths in what is published, relative and without "..", such as "bin/tool".';
/** A repository that is given as a text, or as a file on the web. */
export const notAGitSource = 'from takes git(…).' as const;
export type NotAGitSource = OfRule<'source', typeof notAGitSource>;

export const onlyUserOfMesh = (user: number) =>
  `the service mesh of the standard lets steps out as user ${user} only: leave user out, and mount what the step writes read-only, or copy it with CopyFiles.`;
export const sshAsNobody = (nobody: number) =>
  `a clone over ssh runs as user ${nobody}: ssh asks the image for the name of its user, and the image knows no other. Leave user out, or clone over https.`;
export const historyOfAll = 'keepHistory keeps the whole repository: leave path out of git(…), or keepHistory.';
export const dataInMemory = (volume: string) =>
  `volume "${volume}" lies in memory, which counts towards the memory limit of whoever writes it: take one on disk, emptyDirectory(workload, name, size).`;
export const volumeTooSmall = (volume: string, holds: string, needed: string) =>
  `volume "${volume}" holds ${holds}, and the files with their records need ${needed}: make it larger, or maxSize smaller.`;
export const notARedirectHost =
  'redirectsTo takes hosts, such as "objects.example.com", "*.example.com" or "10.0.0.7:8443": no scheme, no path, and no "*" but in front.';
export const oneChecksum = 'give sha256 or sha512, not both: one of them proves the content.';
