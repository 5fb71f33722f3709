/* Messages about steps. */

import type { OfRule } from './rule-ids';

export const decimalMode = (what: string, value: number) => `${what} ${value} is a decimal number, which is 0o${value.toString(8)} in octal: write 0o${value}.`;
export const worldWritable = 'a mode must not be writable for everyone: use a group instead (fsGroup), and a mode such as 0o775.';
export const notAMode = (what: string, most: number) => `${what} must be a number from 0 to 0o${most.toString(8)}, such as 0o750: write it with 0o.`;
export const nothingToFix = 'give at least one of owner, group, directoryMode and fileMode.';
export const notAClaim = 'volume must be a volume that outlives the pod: claim(…), or a claim template of a StatefulSet.';
/** A volume to write that is given as a text, or that no step may fill. */
export const notAVolumeToFill = <What extends string>(what: What) =>
  `${what} must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.` as const;
export type NotAVolumeToFill<What extends string> = OfRule<'volume-to-fill', ReturnType<typeof notAVolumeToFill<What>>>;

export const directoryToFill = (what: string, directory: string) =>
  `${what} must be a whole volume, but this is a directory in a volume: give the volume of the step, and paths that begin with "${directory}/".`;
export const notACommit = 'commit must be 40 hexadecimal digits: run `git rev-parse HEAD`; for a branch or tag, give ref.';
export const refOrCommit = 'give either ref or commit: a ref can move, a commit cannot.';
export const notAGitUrl = 'a repository must be https://…, ssh://… or git@host:path.';
export const sshNeedsKeys = 'a repository over ssh needs sshKey and knownHosts: without known hosts, any server could answer.';
export const tokenNeedsHttps = 'a token needs an https URL, because it is sent only over https.';
export const nameFromUrl = 'the URL does not end with a file name: give the name as `as`.';
export const rootVerifies = 'user must be the user of the app, not root: on NFS with root_squash, root becomes nobody.';
export const notAUserName = 'username must be the name of a user, without line breaks, ":", "@" and "/".';
export const notARef = 'this is not a valid name of a branch or tag.';
export const notAPathInRepository = 'a path in a repository must be relative, without "..", such as "prod/shop.json".';
export const loginIsSecret = 'sshKey and token must be secretKey(…): the YAML would show a literal.';
export const fsGroupDiffers = (asked: number, has: number) => `the pod already has fsGroup ${has}, and a pod can have only one: this step needs ${asked}.`;
export const notAProgram = 'program must be { command }, { script } with some text, or parts of the library\'s scripts.';
