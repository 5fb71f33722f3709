/* What rules say of the scripts and commands of users: in RunScript, in RunCommand, in init containers of their own. */

const at = (line: number) => (line > 1 ? ` (line ${line} of the script)` : '');

export const pipeHidesFailure = (program: string, line: number, hasPipefail: boolean) =>
  `"${program} … |" hides it when ${program} fails${at(line)}: the script goes on as if it had worked. ` +
  (hasPipefail ? 'Add `set -o pipefail` to the script, or write the output to a file first.' : 'Write the output of the command to a file, and read that file.');
export const failureIgnored = (program: string, line: number) =>
  `"${program} … || true" hides it when ${program} fails${at(line)}: later steps and the app start as if it had worked. ` +
  'Remove "|| true", or test for the failure that you expect.';
export const errexitOff = (line: number) =>
  `"set +e" makes the script go on after a command has failed${at(line)}: remove it, or handle the failure of the one command that may fail.`;

export const certificateNotVerified = (what: string, line: number) =>
  `${what} turns off the verification of the server's certificate${at(line)}: anyone between can change what arrives. ` +
  'Remove it, and give the CA of the server; FetchConfig, FetchBinary, FetchArchive and CloneRepository take `ca`.';
export const plainHttpDownload = (host: string, line: number) =>
  `a file is fetched from ${host} over plain http${at(line)}: anyone between can change it. Use https, or a step that checks a checksum, such as FetchBinary.`;
export const downloadExecuted = (program: string, line: number) =>
  `what ${program} downloads is executed by a shell without a check${at(line)}: download a version with a checksum first, for example by FetchBinary.`;

export const endlessLoop = (line: number, target: string | undefined) =>
  `the loop${at(line)} ends only when ${target === undefined ? 'a command succeeds' : `${target} answers`}, and nothing limits its time: the pod would hang without a message. ` +
  (target === undefined ? 'Give it a limit (`timeout 300 sh -c …`), or use RunScript, which has a deadline.'
    : 'Use WaitForService, which has a deadline, says what it waits for and is checked against your Services; or limit the loop (`timeout 300 sh -c …`).');

export const worldWritable = (mode: string, path: string, line: number) =>
  `chmod ${mode} lets every user of every pod write to ${path}${at(line)}, and a claim keeps that: give the files to the user of the app by FixPermissions, or use mode 0770.`;

export const wordsSplit = (program: string, word: string, line: number) =>
  `${program} is given ${word} without quotes${at(line)}: if the variable is empty or has a space, ${program} works on other files. Write "${word}".`;

export const readOnlyPath = (program: string, path: string, line: number) =>
  `${program} writes to ${path}${at(line)}, and the root file system of this container is read-only: it fails at each start. ` +
  'Write to a mounted directory: a scratch directory, a claim, or the output directory of the step.';

export const ulimitHasNoEffect = (line: number) =>
  `ulimit sets a limit of this shell only${at(line)}: it has no effect on the app. Set it in the command that starts the app.`;
export const sysctlNeedsPrivileged = (name: string, line: number) =>
  `sysctl -w ${name} fails${at(line)}, because /proc/sys is read-only in a container that is not privileged: use securityContext.sysctls of the pod, or RunPrivileged with level 'privileged'.`;
export const capabilityMissing = (program: string, capability: string, line: number) =>
  `${program} needs the capability ${capability}, which this container drops${at(line)}: it fails with "Operation not permitted". Use FixPermissions, which adds what it needs.`;

export const attributesOfMount = (program: string, path: string, line: number) =>
  `${program} sets the times and the mode of ${path} itself${at(line)}, a volume whose root directory belongs to root: for another user it fails with "Operation not permitted". ` +
  `Copy into a directory that the script makes, such as ${path}/files, or without them: cp -r, rsync -rl.`;

export const imageWithoutShell = (image: string, shell: string) =>
  `the name of image "${image}" says that it has no shell, and the container is started by ${shell}: start the program itself, use an image with a shell, ` +
  `or list '${shell}' in the image's tools.`;
