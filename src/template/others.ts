import type { ApiObject } from 'cdk8s';
import { ANNOTATION_PREFIX, exceptionAnnotation } from '../checks/annotations';
import type { ExceptionSpec } from './facts';

const exceptions = new WeakMap<ApiObject, readonly ExceptionSpec[]>();
const NONE: readonly ExceptionSpec[] = Object.freeze([]);

/** Rules that are set aside for an object with pods that no template stands behind. */
export const exceptionsOfOther = (object: ApiObject): readonly ExceptionSpec[] => exceptions.get(object) ?? NONE;

/** Sets a rule aside for such an object. */
export function exceptOther(object: ApiObject, exception: ExceptionSpec): void {
  exceptions.set(object, [...exceptionsOfOther(object), exception]);
  object.metadata.addAnnotation(`${ANNOTATION_PREFIX}${exceptionAnnotation(exception.rule)}`, exception.because);
}
