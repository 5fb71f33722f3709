import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { worldWritable } from '../messages/steps';
import { notAFileMode, unreadableMode } from '../messages/write-files';
import type { PodTemplate } from '../template/pod-template';

const DEFAULT = 0o644;

/** Checks the mode of a file that a step writes for containers of other users, and gives it as the script takes it. */
export function checkFileMode(at: IConstruct, template: PodTemplate, name: string, mode: number = DEFAULT): string {
  if (!Number.isInteger(mode) || mode < 0 || mode > 0o777) refuse(at, notAFileMode(name), mode);
  const octal = mode.toString(8).padStart(4, '0');
  if ((mode & 0o002) !== 0) refuse(at, worldWritable, octal);
  const readable = (mode & 0o004) !== 0 || (template.fsGroup !== undefined && (mode & 0o040) !== 0);
  return readable ? octal : refuse(at, unreadableMode(name), octal);
}
