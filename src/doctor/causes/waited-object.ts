import { objectsOf, type TargetFacts } from '../../declared/target';
import * as say from '../../messages/doctor';
import type { Patient } from '../patient';
import { kubectl } from '../words';
import type { WhyNot } from './behind-service';

/** What an object that a step waits for lacks, as the step says it; nothing where the target is no object, or nothing is known of it. */
export function waitedObject(patient: Patient, target: TargetFacts, line: string | undefined): WhyNot | undefined {
  const [object] = objectsOf([target]);
  if (object === undefined || line === undefined) return undefined;
  const named = `${object.resource}/${object.name}`;
  const next = kubectl(object.namespace ?? patient.namespace, 'describe', named);
  if (/may not get /.test(line)) return { cause: 'object-forbidden', says: say.mayNotGet(named), next: kubectl(patient.namespace, 'get', 'roles,rolebindings') };
  if (/is not there yet/.test(line)) return { cause: 'object-missing', says: say.noObject(named), next: kubectl(object.namespace ?? patient.namespace, 'get', object.resource) };
  return { cause: 'object-not-ready', says: line, next };
}
