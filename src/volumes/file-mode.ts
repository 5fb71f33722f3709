import type { IConstruct } from 'constructs';
import { checkMode, PERMISSIONS } from '../checks/modes';
import { refuse } from '../errors';
import { unreadableMode } from '../messages/write-files';
import type { PodTemplate } from '../template/pod-template';

const DEFAULT = 0o644;

/** Checks the mode of a file that a step writes for containers of other users, and gives it as the script takes it. */
export function checkFileMode(at: IConstruct, template: PodTemplate, name: string, mode: number = DEFAULT): string {
  const octal = checkMode(at, `the mode of file "${name}"`, mode, PERMISSIONS);
  const readable = (mode & 0o004) !== 0 || (template.fsGroup !== undefined && (mode & 0o040) !== 0);
  return readable ? octal : refuse(at, unreadableMode(name), octal);
}
