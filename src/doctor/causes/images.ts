import { text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import { type Patient, waitingReason } from '../patient';
import type { Diagnosis } from '../verdict';
import { describe, oneLine, quoted, who } from '../words';

const REASONS: ReadonlySet<string> = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull', 'ImageInspectError', 'RegistryUnavailable', 'SignatureValidationFailed']);

/** Images that cannot be had. */
export function images(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  const reason = blocking ? waitingReason(blocking) : '';
  if (!blocking || !REASONS.has(reason)) return undefined;
  const image = text(blocking.json.image);
  const failed = patient.events.find(({ message }) => text(message).includes('Failed to pull image') && text(message).includes(image));
  // While it pauses, the status says only that it does.
  const message = reason === 'ImagePullBackOff' ? text(failed?.message) || text(blocking.status.state?.waiting?.message) : text(blocking.status.state?.waiting?.message);
  const told = (cause: Diagnosis['cause'], says: string): Diagnosis => ({
    cause, says, since: text(patient.pod.status?.startTime) || undefined, next: describe(patient),
    evidence: [`${reason}: ${oneLine(message)}`, ...failed && reason !== 'ImagePullBackOff' ? [quoted(failed)] : []],
  });
  const name = who(patient, blocking);
  if (reason === 'InvalidImageName') return told('image-name', say.imageName(name, image));
  if (reason === 'ErrImageNeverPull') return told('image-never-pulled', say.imageNever(name, image));
  if (/not found|NotFound|manifest unknown|repository does not exist|no such manifest/i.test(message)) return told('image-missing', say.imageMissing(name, image));
  return told('image-pull', say.imagePull(name, image, oneLine(message)));
}
