import type { IConstruct } from 'constructs';
import { checkMode, PERMISSIONS } from '../checks/modes';

const DEFAULT = 0o644;

/** Checks the mode of a file that a step writes; who may read it is told at synth. */
export function checkFileMode(at: IConstruct, name: string, mode: number = DEFAULT): number {
  checkMode(at, `the mode of file "${name}"`, mode, PERMISSIONS);
  return mode;
}
