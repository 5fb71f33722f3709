import type { TargetFacts } from '../../declared/target';
import { type Field, isSet, list, text } from '../../manifest/types';
import * as say from '../../messages/doctor';
import type { LiveObject, LivePod, LiveService } from '../live';
import { keyOf, type Patient, patientOf } from '../patient';
import { isReady, nearService, podsOf, portsOf, serviceNames, serviceOf, wrongTargetPort } from '../services';
import type { Cause } from '../verdict';
import { kubectl } from '../words';
import { creation, wantedPods, workloadOf } from '../workloads';

/** Why somebody cannot be reached. */
export interface WhyNot {
  readonly cause: Cause;
  readonly says: string;
  readonly evidence?: readonly string[];
  readonly next?: string;
}

/** What is wrong with the Service that a host leads to, or with the pods behind it. */
export function behindService(patient: Patient, target: TargetFacts, host: string): WhyNot | undefined {
  const { cluster, namespace } = patient;
  const service = serviceOf(cluster, host, namespace);
  if (!service) return missing(patient, host);
  if (service.spec?.type === 'ExternalName') return undefined;
  const name = text(service.metadata?.name);
  const where = text(service.metadata?.namespace);
  const ports = portsOf(service);
  if (target.port !== undefined && !ports.includes(target.port) && service.spec?.clusterIP !== 'None') {
    return {
      cause: 'service-port', says: say.noPort(name, target.port, ports), evidence: [`ports of Service ${name}: ${ports.join(', ')}`],
      next: kubectl(where, 'get', 'service', name),
    };
  }
  // Its name resolves as soon as it exists.
  if (target.level === 'resolved' && service.spec?.clusterIP !== 'None') return undefined;
  return behind(patient, service, target);
}

/** The Service of this namespace that a host leads to. */
export const nameBehind = ({ cluster, namespace }: Patient, host: string): string | undefined =>
  text(serviceOf(cluster, host, namespace)?.metadata?.name) || undefined;

function missing({ cluster, namespace }: Patient, host: string): WhyNot | undefined {
  const [name] = serviceNames(host, namespace);
  // Of other namespaces nothing is known, and a name with dots may be one of elsewhere.
  if (!name || name.namespace !== namespace || !cluster.knowsAll('Service')) return undefined;
  return { cause: 'service-missing', says: say.noService(name.service, namespace, nearService(cluster, name)), next: kubectl(namespace, 'get', 'services') };
}

function behind(patient: Patient, service: LiveService, target: TargetFacts): WhyNot | undefined {
  const name = text(service.metadata?.name);
  const where = text(service.metadata?.namespace);
  const pods = podsOf(patient.cluster, service);
  if (pods.length === 0) return hasEndpoints(patient, service) ? undefined : nobody(patient, service, name, where);
  // With twins of the pod it is no better off: they wait as well.
  if (pods.includes(patient.pod) && pods.every((pod) => pod === patient.pod || (!isReady(pod) && ownerOf(pod) === ownerOf(patient.pod)))) {
    return { cause: 'self-wait', says: say.selfWait(name), next: kubectl(where, 'get', 'service', name, '-o', 'yaml') };
  }
  const ready = pods.filter(isReady);
  if (ready.length > 0 || service.spec?.publishNotReadyAddresses === true) return listening(service, ready, target);
  return notReady(patient, service, pods.find((pod) => pod !== patient.pod)!);
}

const ownerOf = ({ metadata }: LivePod): string => list(metadata?.ownerReferences).map((owner) => `${text(owner?.kind)}/${text(owner?.name)}`).join();

/** A Service behind which there is no pod. */
function nobody({ cluster, namespace }: Patient, { spec }: LiveService, name: string, where: string): WhyNot | undefined {
  const selector = spec?.selector ?? {};
  if (Object.keys(selector).length === 0) {
    return { cause: 'service-selector', says: say.noSelector(name), next: kubectl(where, 'get', 'endpointslices', '-l', `kubernetes.io/service-name=${name}`) };
  }
  const there = cluster.pods.filter(({ metadata }) => text(metadata?.namespace) === where);
  // Pods of another namespace may not have been asked for.
  if (where !== namespace && there.length === 0) return undefined;
  const workload = workloadOf(cluster, where, selector);
  const why = workload && (wantedPods(workload) === 0 ? say.scaledToZero : creation(cluster, workload)?.says);
  if (workload && why !== undefined) {
    const [kind, of] = [text(workload.kind), text(workload.metadata?.name)];
    return { cause: 'service-no-pods', says: say.workloadBehind(name, `${kind} "${of}"`, why), next: kubectl(where, 'describe', kind.toLowerCase(), of) };
  }
  const near = there.find(({ metadata }) => text(metadata?.name).startsWith(`${name}-`));
  const words = Object.entries(selector).map(([key, value]) => `${key}=${value}`).join(',');
  return {
    cause: 'service-selector', says: say.selectsNothing(name, words, near && text(near.metadata?.name)), next: kubectl(where, 'get', 'pods', '--show-labels'),
  };
}

function listening(service: LiveService, ready: readonly LivePod[], target: TargetFacts): WhyNot | undefined {
  const wrong = wrongTargetPort(service, ready, target);
  if (!wrong) return undefined;
  const name = text(service.metadata?.name);
  return {
    cause: 'service-target-port', says: say.nobodyListens(name, wrong.to, wrong.declared),
    next: kubectl(text(service.metadata?.namespace), 'get', 'service', name, '-o', 'yaml'),
  };
}

/** Who is behind is looked at in turn: what keeps it keeps this one. */
function notReady(patient: Patient, service: LiveService, pod: LivePod): WhyNot {
  const other = patientOf(pod, patient.cluster, patient.lookAt, [...patient.from, keyOf(patient)]);
  const key = keyOf(other);
  if (other.from.includes(key)) {
    const names = [...other.from.slice(other.from.indexOf(key)), key].map((one) => one.slice(one.indexOf('/') + 1));
    return { cause: 'wait-cycle', says: say.circle(names), next: kubectl(patient.namespace, 'get', 'pods') };
  }
  const found = other.lookAt(other);
  const circle = found.cause === 'wait-cycle';
  return {
    cause: circle ? 'wait-cycle' : 'service-not-ready', next: found.next, evidence: found.evidence,
    says: circle ? found.says.slice(found.says.indexOf(say.circle([]))) : say.behindNotReady(text(service.metadata?.name), other.name, found.says),
  };
}

interface Slice extends LiveObject {
  readonly endpoints?: Field<ReadonlyArray<{ readonly conditions?: Field<{ readonly ready?: Field<boolean> }> }>>;
}

/** True where somebody answers for a Service, as its endpoints say. */
function hasEndpoints({ cluster }: Patient, { metadata }: LiveService): boolean {
  const slices = cluster.objects('EndpointSlice') as readonly Slice[];
  return slices.filter((slice) => slice.metadata?.labels?.['kubernetes.io/service-name'] === metadata?.name && slice.metadata?.namespace === metadata?.namespace)
    .some(({ endpoints }) => list(endpoints).some((one) => isSet(one) && one.conditions?.ready !== false));
}
