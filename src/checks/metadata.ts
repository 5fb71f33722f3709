import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { annotationKey } from '../messages/annotations';
import { unknownKey } from '../messages/input';
import { notAnAnnotation, ownAnnotation, notALabelValue } from '../messages/workload';
import { ANNOTATION_PREFIX } from '../declared/annotations';
import { checkLabel, checkObjectName, isLabelValue, isQualifiedName } from './names';
import { checkRecord, isRecord } from './values';

/** What people may say of an object; all else is Kubernetes' to say. */
const KEYS: readonly string[] = ['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences'];

/** Checks the metadata of an object or of its pods, as far as Kubernetes would refuse it, or the library write over it. */
export function checkMetadata(at: IConstruct, what: string, value: unknown): void {
  const { name, namespace, labels, annotations, ...others } = checkRecord(at, what, value, KEYS.join(', '));
  for (const key of Object.keys(others)) if (!KEYS.includes(key)) refuse(at, 'unknown-property', unknownKey(`${what}.${key}`, KEYS), others[key]);
  if (name !== undefined) checkObjectName(at, `${what}.name`, name);
  if (namespace !== undefined) checkLabel(at, `${what}.namespace`, namespace);
  for (const texts of [labels, annotations]) {
    if (texts !== undefined && !(isRecord(texts) && Object.values(texts).every((text) => typeof text === 'string'))) refuse(at, 'metadata', notAnAnnotation(what), texts);
  }
  const label = Object.entries(labels ?? {}).find(([key, text]) => !isQualifiedName(key) || !isLabelValue(text));
  if (label !== undefined) refuse(at, 'metadata', notALabelValue(what), label.join('='));
  const keys = Object.keys(annotations ?? {});
  const unfit = keys.find((key) => !isQualifiedName(key.toLowerCase()));
  if (unfit !== undefined) refuse(at, 'annotation-keys', annotationKey(unfit), what);
  const own = keys.find((key) => key.startsWith(ANNOTATION_PREFIX));
  if (own !== undefined) refuse(at, 'reserved-names', ownAnnotation(what), own);
}
