import { programsIn } from '../../manifest/programs';
import { list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveContainer } from '../live';
import { eventOf, type Patient, waitingReason } from '../patient';
import type { Cause, Diagnosis } from '../verdict';
import { describe, kubectl, oneLine, quoted, who } from '../words';

/** What a container is to be given, and cannot: objects, keys, a user. */
export function references(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  if (!blocking || waitingReason(blocking) !== 'CreateContainerConfigError') return undefined;
  const message = text(blocking.status.state?.waiting?.message);
  const evidence = [`CreateContainerConfigError: ${oneLine(message)}`];
  const found = missing(patient, who(patient, blocking), message);
  if (found) return { ...found, evidence };
  if (/will run as root/.test(message)) return { cause: 'root-user', says: say.rootUser(who(patient, blocking)), evidence, next: describe(patient) };
  if (/non-numeric user/.test(message)) return { cause: 'root-user', says: say.userName(who(patient, blocking)), evidence, next: describe(patient) };
  return { cause: 'unknown', says: say.cannotBeCreated(who(patient, blocking), oneLine(message)), evidence, next: describe(patient) };
}

/** Volumes that cannot be mounted: no container can run before all of them are. */
export function volumes(patient: Patient): Diagnosis | undefined {
  const { blocking } = patient;
  if (!blocking || !['ContainerCreating', 'PodInitializing', ''].includes(waitingReason(blocking)) || blocking.status.state?.running || blocking.status.state?.terminated) return undefined;
  // What was late by a moment is not what is wrong.
  const event = eventOf(patient, 'FailedMount', /^(?!.*timed out waiting for the condition)/) ?? eventOf(patient, 'FailedAttachVolume') ?? eventOf(patient, 'FailedMount');
  if (!event || isOver(patient, blocking)) return undefined;
  const message = text(event.message);
  const since = text(event.firstTimestamp) || undefined;
  const found = missing(patient, 'it', message);
  if (found) return { ...found, since, evidence: [quoted(event)] };
  const [, volume, why] = /for volume "([^"]+)" : (.*)$/s.exec(message) ?? [];
  const says = volume === undefined ? say.mountsFail(oneLine(message)) : say.volumeFails(volume, oneLine(why ?? ''));
  return { cause: 'volume', says, since, evidence: [quoted(event)], next: describe(patient) };
}

/** A sandbox exists only when volumes are mounted: an image that is pulled says so. */
const isOver = ({ events }: Patient, { name }: LiveContainer): boolean =>
  events.some(({ reason, involvedObject }) => ['Pulling', 'Pulled', 'Created', 'Started'].includes(text(reason)) && text(involvedObject?.fieldPath).includes(`{${name}}`));

const CAUSES: Readonly<Record<string, { readonly kind: string; readonly object: Cause; readonly key: Cause }>> = {
  secret: { kind: 'Secret', object: 'secret-missing', key: 'secret-key' },
  configmap: { kind: 'ConfigMap', object: 'config-map-missing', key: 'config-map-key' },
};

function missing(patient: Patient, subject: string, message: string): Omit<Diagnosis, 'evidence'> | undefined {
  const [, objectKind, name] = /(secret|configmap) "([^"]+)" not found/i.exec(message) ?? [];
  const hooks = text(ownerHook(patient));
  const more = hooks === '' ? '' : say.hook(hooks);
  if (objectKind !== undefined && name !== undefined) {
    const { kind, object } = CAUSES[objectKind.toLowerCase()]!;
    const next = kubectl(patient.namespace, 'get', kind.toLowerCase(), name);
    if (patient.pod.spec && programsIn(patient.pod.spec).includes(name)) return { cause: 'program-missing', says: say.programMissing(name), next };
    return { cause: object, says: say.then(say.objectMissing(subject, kind, name), more), next };
  }
  const [, key, keyKind, of] = /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]*\/(\S+)/.exec(message) ?? [];
  if (key !== undefined && keyKind !== undefined && of !== undefined) {
    return { cause: CAUSES[keyKind.toLowerCase()]!.key, says: say.keyMissing(subject, keyKind, of, key), next: kubectl(patient.namespace, 'describe', keyKind.toLowerCase(), of) };
  }
  const [, volume, volumeKind, absent] = /volume "([^"]+)" : (secret|configmap) references non-existent (?:secret |config )?key: (\S+)/i.exec(message) ?? [];
  if (volume === undefined || volumeKind === undefined) return undefined;
  const { kind, key: cause } = CAUSES[volumeKind.toLowerCase()]!;
  const object = objectOfVolume(patient, volume);
  return { cause, says: absent === undefined ? say.keysMissing(subject, kind, object) : say.keyMissing(subject, kind, object, absent), next: kubectl(patient.namespace, 'describe', kind.toLowerCase(), object) };
}

interface VolumeSources {
  readonly configMap?: { readonly name?: string };
  readonly secret?: { readonly secretName?: string };
}

/** The name of the ConfigMap or Secret behind a volume. */
function objectOfVolume({ pod }: Patient, name: string): string {
  const volume = list(pod.spec?.volumes).find((one) => one?.name === name) as VolumeSources | undefined;
  return text(volume?.configMap?.name) || text(volume?.secret?.secretName) || name;
}

/** Helm hooks run before the objects of their release are there. */
function ownerHook({ pod, cluster, namespace }: Patient): unknown {
  const job = list(pod.metadata?.ownerReferences).find((owner) => owner?.kind === 'Job');
  const owner = job && cluster.find('Job', namespace, text(job.name));
  return (owner ?? pod).metadata?.annotations?.['helm.sh/hook'];
}
