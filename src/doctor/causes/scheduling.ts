import { isSet, list, shown, text } from '../../manifest/types';
import { referencesOf } from '../../manifest/references';
import * as say from '../../messages/doctor';
import { conditionOf, type Patient } from '../patient';
import type { Cause, Diagnosis } from '../verdict';
import { describe, kubectl, oneLine, quoted } from '../words';

/** Pods that have no node. */
export function scheduling(patient: Patient): Diagnosis | undefined {
  const scheduled = conditionOf(patient, 'PodScheduled');
  if (scheduled?.status !== 'False') return undefined;
  const since = text(scheduled.lastTransitionTime) || undefined;
  const message = oneLine(text(scheduled.message)).replace(/\. preemption: .*$/i, '').replace(/\. not found$/, '');
  const told = (cause: Cause, says: string, next = describe(patient), evidence: readonly string[] = []): Diagnosis =>
    ({ cause, says, since, next, evidence: [`PodScheduled: ${oneLine(text(scheduled.message))}`, ...evidence] });
  if (scheduled.reason === 'SchedulingGated') return told('scheduling-gate', say.gated(list(patient.pod.spec?.schedulingGates).map((gate) => text(gate?.name))));
  const [, missing] = /persistentvolumeclaim "([^"]+)" not found/.exec(message) ?? [];
  if (missing !== undefined) return told('claim-missing', say.claimMissing(missing), kubectl(patient.namespace, 'get', 'pvc'));
  if (/unbound immediate PersistentVolumeClaims/.test(message)) return unbound(patient, told) ?? told('unschedulable', say.unschedulable(message), kubectl(patient.namespace, 'get', 'pvc'));
  const [, resource] = /Insufficient ([\w./-]+?)[,.]?(?:\s|$)/.exec(message) ?? [];
  if (resource !== undefined) {
    const largest = largestRequest(patient, resource);
    return largest ? told('unschedulable-resources', say.tooLarge(resource, largest.asked, largest.by, message)) : told('unschedulable-resources', say.unschedulable(message));
  }
  if (/free ports/.test(message)) return told('unschedulable-port', say.portTaken(hostPorts(patient), message));
  if (/affinity\/selector|node selector/.test(message)) {
    const selector = Object.entries(patient.pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`).join(', ');
    return told('unschedulable-node', say.noSuchNode(selector, message), 'kubectl get nodes --show-labels');
  }
  if (/taint/.test(message)) return told('unschedulable-taint', say.tainted(message), "kubectl get nodes -o custom-columns='NAME:.metadata.name,TAINTS:.spec.taints'");
  return told('unschedulable', say.unschedulable(message));
}

type Told = (cause: Cause, says: string, next?: string, evidence?: readonly string[]) => Diagnosis;

/** The claims of a pod that have no volume, and what is said of the first of them. */
function unbound({ pod, cluster, namespace }: Patient, told: Told): Diagnosis | undefined {
  const names = referencesOf(pod.spec ?? {}).flatMap(({ kind, name: of }) => (kind === 'PersistentVolumeClaim' ? of : []));
  const claim = names.map((name) => cluster.find('PersistentVolumeClaim', namespace, name)).find((found) => found?.status?.phase === 'Pending');
  if (!claim) return undefined;
  const name = text(claim.metadata?.name);
  const event = cluster.eventsOf('PersistentVolumeClaim', claim.metadata)[0];
  const next = kubectl(namespace, 'describe', 'pvc', name);
  const [, storageClass] = /storageclass\S* "([^"]+)" not found/.exec(text(event?.message)) ?? [];
  if (storageClass !== undefined) return told('claim-class', say.claimClass(name, storageClass), next, event ? [quoted(event)] : []);
  return told('claim-unbound', say.claimUnbound(name, oneLine(text(event?.message))), next, event ? [quoted(event)] : []);
}

/** Who asks for most of a resource. */
function largestRequest({ containers }: Patient, resource: string): { readonly asked: string; readonly by: string } | undefined {
  const asking = containers.flatMap(({ name, json: { resources } }) => {
    const asked = resources?.requests?.[resource];
    return isSet(asked) ? [{ asked: shown(asked), by: `"${name}"` }] : [];
  });
  return asking.length === 1 ? asking[0] : asking.sort((one, other) => Number.parseFloat(other.asked) - Number.parseFloat(one.asked))[0];
}

const hostPorts = ({ containers }: Patient): readonly number[] =>
  containers.flatMap(({ json }) => list(json.ports).flatMap((port) => port?.hostPort ?? []));
