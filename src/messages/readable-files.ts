/* What is said of files and directories that steps leave for one user, and another one mounts. */

interface WrittenFileProps {
  readonly path: string;
  readonly directory: boolean;
  readonly mode: number;
  readonly isForUser: boolean;
}

const octal = (mode: number) => `0${mode.toString(8).padStart(3, '0')}`;
const named = ({ path, directory }: WrittenFileProps) => (path === '' ? 'its root' : `${directory ? 'directory' : 'file'} "${path}"`);
const who = (container: string, user: number | undefined) => `container "${container}" runs as ${user === undefined ? 'a user of its image' : `user ${user}`}`;
const whose = (step: string, left: WrittenFileProps, owner: number) => `which step "${step}" leaves with mode ${octal(left.mode)} for user ${owner}`;
const meant = ({ isForUser }: WrittenFileProps) => (isForUser ? 'have the step make it for the user of the container, ' : '');
const forWriter = (user: number | undefined) => `have the step write as that user (user: ${user ?? 'N'}), `;

export const cannotRead = (container: string, user: number | undefined, step: string, left: WrittenFileProps, owner: number) =>
  `${who(container, user)} and cannot read ${named(left)} of the volume, ${whose(step, left, owner)}: ${meant(left)}give it a mode for all ` +
  `(${left.directory ? '0755' : '0644'}) or for the group of a workload with fsGroup (${left.directory ? '0750' : '0640'}), or mount only the files that the container reads.`;
export const cannotWrite = (container: string, user: number | undefined, step: string, left: WrittenFileProps, owner: number) =>
  `${who(container, user)} and cannot write ${named(left)} of the volume, ${whose(step, left, owner)}: ${meant(left) || forWriter(user)}` +
  `give it a mode for the group (${left.directory ? '0770' : '0660'}) of a workload with fsGroup where the step takes one, or mount it without writable(…).`;
export const cannotWriteBeside = (step: string, user: number | undefined, file: string, before: string, left: WrittenFileProps, owner: number) =>
  `step "${step}" runs as ${user === undefined ? 'a user of its image' : `user ${user}`} and cannot write "${file}" of the volume: step "${before}" makes ${named(left)} ` +
  `with mode ${octal(left.mode)} for user ${owner}. Give both steps the same user, other directories, or volumes of their own.`;
