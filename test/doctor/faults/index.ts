import { ADMISSION_AND_SCHEDULING } from './admission-and-scheduling';
import type { Fault } from './fault';
import { IMAGES_AND_REFERENCES } from './images-and-references';
import { OURS } from './ours';
import { RUNNING, WELL } from './running';
import { WAITS } from './waits';

export type { Fault } from './fault';
export { WELL };

/** Mistakes that keep pods from starting. */
export const FAULTS: readonly Fault[] = [...WAITS, ...IMAGES_AND_REFERENCES, ...ADMISSION_AND_SCHEDULING, ...RUNNING, ...OURS];
