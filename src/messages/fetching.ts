/* Messages about steps that fetch. */

import type { OfRule } from './rule-ids';

/** Something to fetch over the web that is given as a text, or as a Git repository. */
export const notAWebSource = 'from must be https(…) or plainHttp(…).' as const;
export type NotAWebSource = OfRule<'source', typeof notAWebSource>;

/** The same, where it may be several. */
export const notWebSources = 'from must be https(…) or plainHttp(…), or several of them by file name.' as const;
export type NotWebSources = OfRule<'source', typeof notWebSources>;

export const nothingToKeep =
  "whenUnavailable: 'keep' keeps the files of an earlier run, but the step's own directory is new in every pod: " +
  'give into: claim(…), or emptyDirectory(…) if the files only need to survive a restart of the node.';
export const notAPattern = 'only must list relative paths in the archive, without "..", such as "tool-1.2/bin/tool" or "tool-*/bin".';
export const notAPathInArchive = 'files must list relative paths in the published files, without "..", such as "bin/tool".';
/** A repository that is given as a text, or as a file on the web. */
export const notAGitSource = 'from must be git(…).' as const;
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
