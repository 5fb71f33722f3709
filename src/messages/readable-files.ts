/* Messages about files and directories that a step leaves for one user and a container of another user mounts. */

interface WrittenFileProps {
  readonly path: string;
  readonly directory: boolean;
  readonly mode: number;
  readonly isForUser: boolean;
}

const octal = (mode: number) => `0${mode.toString(8).padStart(3, '0')}`;
const named = ({ path, directory }: WrittenFileProps) => (path === '' ? 'its root' : `${directory ? 'directory' : 'file'} "${path}"`);
const who = (container: string, user: number | undefined) => `container "${container}" runs as ${user === undefined ? 'the user of its image' : `user ${user}`}`;
const whose = (step: string, left: WrittenFileProps, owner: number) => `which step "${step}" leaves with mode ${octal(left.mode)} for user ${owner}`;
const meant = ({ isForUser }: WrittenFileProps) => (isForUser ? 'let the step create it for the user of the container, ' : '');
const forWriter = (user: number | undefined) => `let the step write as that user (user: ${user ?? 'N'}), `;

export const cannotRead = (container: string, user: number | undefined, step: string, left: WrittenFileProps, owner: number) =>
  `${who(container, user)} and cannot read ${named(left)} of the volume, ${whose(step, left, owner)}: ${meant(left)}give it a mode for everyone ` +
  `(${left.directory ? '0755' : '0644'}) or for the group of a workload with fsGroup (${left.directory ? '0750' : '0640'}), or mount only the files that the container reads.`;
export const cannotWrite = (container: string, user: number | undefined, step: string, left: WrittenFileProps, owner: number) =>
  `${who(container, user)} and cannot write ${named(left)} of the volume, ${whose(step, left, owner)}: ${meant(left) || forWriter(user)}` +
  `give it a mode for the group (${left.directory ? '0770' : '0660'}) of a workload with fsGroup if the step has a mode, or mount it without writable(…).`;
export const cannotWriteBeside = (step: string, user: number | undefined, file: string, before: string, left: WrittenFileProps, owner: number) =>
  `step "${step}" runs as ${user === undefined ? 'the user of its image' : `user ${user}`} and cannot write "${file}" of the volume: step "${before}" creates ${named(left)} ` +
  `with mode ${octal(left.mode)} for user ${owner}. Give both steps the same user, different directories, or their own volumes.`;
