/* What is said of steps that run what their user gives. */

export const graceBeyondPod = (grace: number, pod: number) =>
  `what it runs may take ${grace} s to stop (gracePeriod), and kubelet kills it after ${pod} s (terminationGracePeriod), in the middle of what it does: ` +
  `give the workload a terminationGracePeriod of ${grace + 1} s or more, or the step a shorter gracePeriod.`;
export const notASecondRun =
  "rerun says what a second run does, for init containers may run again at any time: 'idempotent', onceIn(claim), or notIdempotent(because).";
export const onceInClaim = 'onceIn(…) takes a volume that outlives the pod: claim(…), or a claim template of a StatefulSet.';
export const onceAndWrites =
  'what is done once writes no files for the pod: they live as long as the pod, and the next one would have none. Write them to the claim, with writable(…).';
export const notToWrite =
  'writes names the files that must be there when it is done, at least one: relative, without "..", such as "report.json".';
export const outputCovers = (path: string, directory: string) =>
  `"${path}" and the output directory "${directory}" cover each other: give each a place of its own.`;
export const outputNeedsCommand = 'output and rerun go with a command or a script: the library\'s own scripts publish what they write by themselves.';
export const notAsked = 'asks lists URLs, such as "http://catalog/products", without a login in them.';
export const notATool = 'tools names programs of the image, such as "jq".';
export const scriptFileRelative =
  'the path of a script is absolute, or a file URL, for it would depend on where synth is started: give join(__dirname, "setup.sh") or new URL("setup.sh", import.meta.url).';
export const scriptFileMissing = 'this file cannot be read.';
export const scriptFileEmpty = 'this file holds no script.';
export const scriptForOther = (interpreter: string) =>
  `this script is for ${interpreter}, and a step runs it by sh: write it for sh, or put it into an image and give its command to RunCommand.`;
export const scriptWindows = 'this script has Windows line ends (CRLF), which sh takes for a part of each word: save it with LF.';
export const notAnOutput = 'output is what output(…) of the step has returned.';
export const commandOrScript = 'give command or script: one of the two is run.';
export const onlyWithWrites = (what: string) => `${what} is for what the step writes for others: name the files in writes, or leave ${what} out.`;
