import type { MountSpec, VolumeSpec } from './volume-spec';

/** A handle with a place that containers can mount, as far as mounting it goes. */
export interface Place {
  readonly step: string;
  readonly _volume: VolumeSpec;
  readonly _subPath: string | undefined;
  readonly _isProven: boolean;
  readonly _isVerified: boolean;
}

/** The mount of a handle: what a step has proven of it stays proven. */
export const handleMount = ({ step, _volume, _subPath, _isProven, _isVerified }: Place, path: string, readOnly: boolean): MountSpec =>
  ({ volume: _volume, subPath: _subPath, path, readOnly, provenBy: _isProven ? step : undefined, verified: _isVerified });
