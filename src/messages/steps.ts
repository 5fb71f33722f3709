/* What is said of steps. */

import type { OfRule } from './rule-ids';

export const decimalMode = (what: string, value: number) => `${what} ${value} is decimal, which is 0o${value.toString(8)}: write 0o${value}.`;
export const worldWritable = 'no mode may be writable by all: give a group instead (fsGroup), and a mode such as 0o775.';
export const notAMode = (what: string, most: number) => `${what} must be a number from 0 to 0o${most.toString(8)}, such as 0o750: write it with 0o.`;
export const nothingToFix = 'say at least one of owner, group, directoryMode and fileMode.';
export const notAClaim = 'volume takes a volume that outlives the pod: claim(…), or a claim template of a StatefulSet.';
/** A volume to write that is given as a text, or that no step may fill. */
export const notAVolumeToFill = <What extends string>(what: What) =>
  `${what} takes a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.` as const;
export type NotAVolumeToFill<What extends string> = OfRule<'volume-to-fill', ReturnType<typeof notAVolumeToFill<What>>>;

export const directoryToFill = (what: string, directory: string) =>
  `${what} takes a whole volume, and this is a directory in it: give the volume of the step, and paths that begin with "${directory}/".`;
export const notACommit = 'a commit is 40 hexadecimal digits: run `git rev-parse HEAD`; branches and tags are given as ref.';
export const refOrCommit = 'give ref or commit: one says what may move, the other what may not.';
export const notAGitUrl = 'a repository is https://… or ssh://… or git@host:path.';
export const sshNeedsKeys = 'a repository over ssh needs sshKey and knownHosts: without known hosts, anyone could answer.';
export const tokenNeedsHttps = 'a token is sent over https only.';
/** Something to fetch from that is none. */
export const notASource = 'from takes https(…), plainHttp(…) or git(…), or several of https(…) and plainHttp(…) by file name.' as const;
export type NotASource = OfRule<'source', typeof notASource>;

export const nameFromUrl = 'the URL does not end with a file name: give as.';
export const rootVerifies = 'verify as the user that the app runs as: on NFS with root_squash, root is nobody.';
export const notAUserName = 'username is the name of a user, without line breaks, ":", "@" and "/".';
export const notARef = 'this is no name of a branch or a tag.';
export const notAPathInRepository = 'a path in a repository is relative, without "..", such as "prod/shop.json".';
export const loginIsSecret = 'sshKey and token take secretKey(…): a literal would stand in the YAML.';
export const manyFilesFromWeb = 'several files by name come from https(…) or plainHttp(…); a Git repository is a source by itself.';
export const fsGroupDiffers = (asked: number, has: number) => `the pod has fsGroup ${has}, and there can be one only: ${asked} is asked for here.`;
export const notAProgram = 'program is { command }, { script } with some text, or parts of the library\'s scripts.';
