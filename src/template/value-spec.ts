import { VALUES_DIRECTORY } from '../env/values-directory';
import type { MountSpec, VolumeSpec } from './volume-spec';

/** A value of a step, as far as setting a variable to it goes. */
export interface KeptValue {
  readonly step: string;
  readonly file: string;
  readonly _volume: VolumeSpec;
}

/** The mount of a value's file for the variable of a container. */
export const valueMount = (value: KeptValue, variable: string): MountSpec => ({
  volume: value._volume, subPath: value.file, path: `${VALUES_DIRECTORY}/${variable}`, readOnly: true, provenBy: value.step,
});
