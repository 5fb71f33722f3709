import type { ApiObject } from 'cdk8s';
import { ANNOTATION_PREFIX, suppressionAnnotation } from '../declared/annotations';
import type { SuppressionSpec } from './facts';

const suppressions = new WeakMap<ApiObject, readonly SuppressionSpec[]>();
const NONE: readonly SuppressionSpec[] = Object.freeze([]);

/** Rules that are suppressed for an object with pods that no template stands behind. */
export const suppressionsOfOther = (object: ApiObject): readonly SuppressionSpec[] => suppressions.get(object) ?? NONE;

/** Sets a rule aside for such an object. */
export function exceptOther(object: ApiObject, suppression: SuppressionSpec): void {
  suppressions.set(object, [...suppressionsOfOther(object), suppression]);
  object.metadata.addAnnotation(`${ANNOTATION_PREFIX}${suppressionAnnotation(suppression.rule)}`, suppression.because);
}
