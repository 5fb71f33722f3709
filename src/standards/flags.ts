import type { IConstruct } from 'constructs';
import { checkFlag, checkRecord } from '../checks/values';
import { refuse } from '../errors';
import { unknownFlag } from '../messages/standards';

/** A default that the next major version changes. */
export interface FeatureFlag {
  /** What changes, in a sentence. */
  readonly changes: string;
  /** The version that brought the flag. */
  readonly since: string;
  /** True where the change rolls the pods of an unchanged program. */
  readonly rollsPods: boolean;
}

/**
 * The defaults that the next major version changes, and that a standard can ask for now. CONTRIBUTING.md says how one comes
 * here and leaves again.
 */
export const FEATURE_FLAGS = Object.freeze({}) satisfies Readonly<Record<string, FeatureFlag>>;

/** The name of a feature flag. */
export type FeatureName = keyof typeof FEATURE_FLAGS;

/** Feature flags by name. */
export type Features = Readonly<Partial<Record<FeatureName, boolean>>>;

/** Checks feature flags: known ones only, or a flag of a version that is not installed would be silence. */
export function checkFeatures(at: IConstruct | string, features: unknown, known: object = FEATURE_FLAGS): Features {
  for (const [flag, value] of Object.entries(checkRecord(at, 'features', features, 'true or false by flag'))) {
    if (!Object.hasOwn(known, flag)) refuse(at, 'feature-flag', unknownFlag(flag, Object.keys(known)), flag);
    checkFlag(at, `feature flag ${flag}`, value);
  }
  return Object.freeze({ ...features as Features });
}
