/* Messages about steps that run a command or script of the user. */
import type { OfRule } from './rule-ids';

export const graceBeyondPod = (grace: number, pod: number) =>
  `its command may take ${grace} s to stop (gracePeriod), but kubelet kills it after ${pod} s (terminationGracePeriod), in the middle of its work: ` +
  `give the workload a terminationGracePeriod of ${grace + 1} s or more, or the step a shorter gracePeriod.`;
export const notASecondRun =
  "rerun must be 'idempotent', onceIn(a claim of this pod) or notIdempotent(because): init containers can run again at any time." as const;
export type NotASecondRun = OfRule<'rerun', typeof notASecondRun>;
export const onceInClaim = 'onceIn(…) needs a volume that outlives the pod: claim(…), or a claim template of a StatefulSet.';
export const onceAndWrites =
  'a step with onceIn(…) cannot write files for the pod: they live only as long as the pod, and the next pod would have none. Write them to the claim, with writable(…).';
export const notToWrite =
  'writes must list at least one file that the step writes: relative, without "..", such as "report.json".';
export const outputCovers = (path: string, directory: string) =>
  `"${path}" and the output directory "${directory}" overlap: give each its own path.`;
export const outputNeedsCommand = 'output and rerun need a command or a script: the library\'s own scripts publish their files themselves.';
export const notAsked = 'asks must list URLs, such as "http://catalog/products", without a user or password.';
export const notATool = 'tools must list programs of the image, such as "jq".';
export const scriptFileRelative =
  'the path of a script must be absolute, or a file URL, because a relative path depends on the directory where synth runs: give join(__dirname, "setup.sh") or new URL("setup.sh", import.meta.url).';
export const scriptFileMissing = 'this file cannot be read.';
export const scriptFileEmpty = 'this file is empty: write a script into it.';
export const scriptForOther = (interpreter: string) =>
  `this script is for ${interpreter}, but a step runs it with sh: write it for sh, or put it into an image and run it with RunCommand.`;
export const scriptWindows = 'this script has Windows line ends (CRLF), which sh reads as part of the words: save it with LF.';
export const notAnOutput = 'output must be what output(…) of the step returned.';
export const commandOrScript = 'give either command or script.';
export const onlyWithWrites = (what: string) => `${what} applies only to files that the step writes: list the files in writes, or remove ${what}.`;
