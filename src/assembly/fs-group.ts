import { refuse } from '../errors';
import { groupOfFsGroup, modeOfFsGroup } from '../messages/fs-group';
import type { PodTemplate } from '../template/pod-template';

/** Read, write and search for owner and group, and setgid: what kubelet asks of a root before it leaves a volume alone. */
const ASKED = 0o2770;

/**
 * Refuses what a step makes of a volume and kubelet would take back before every start: with `OnRootMismatch` it changes a
 * whole volume whose root has another group, or less than {@link ASKED}.
 */
export function checkFsGroup(template: PodTemplate, fsGroup: number | undefined): void {
  if (fsGroup === undefined) return;
  for (const { path, ownership } of template.steps) {
    if (!ownership) continue;
    const { directoryMode, group } = ownership;
    if (group !== undefined && group !== fsGroup) refuse(path, 'fs-group', groupOfFsGroup(fsGroup), group);
    if (directoryMode !== undefined && (directoryMode & ASKED) !== ASKED) refuse(path, 'fs-group', modeOfFsGroup(fsGroup), `0o${directoryMode.toString(8)}`);
  }
}
