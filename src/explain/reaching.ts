import { nearMiss } from '../checks/near-miss';
import { objectsOf } from '../declared/target';
import { containerAt } from '../manifest/containers';
import * as say from '../messages/explain';
import { inYaml } from '../messages/in-yaml';
import { checkApp, RenderedApp } from '../rules/app';
import type { DescribedPod } from '../plan/described';
import { askingOf } from './asks';

/** What a pod is called, and what is known of it. */
export interface NamedPod {
  readonly id: string;
  readonly pod: DescribedPod;
}

/** A wait for pods of these manifests. */
export interface ReachingWait {
  readonly pod: string;
  readonly step: string;
  readonly service: string;
  /** The pods behind it. */
  readonly for: readonly string[];
  readonly optional: boolean;
}

/** Who reaches whom, and what can never be reached. */
export interface Reaching {
  readonly waits: readonly ReachingWait[];
  /** What is asked outside of these manifests, by pod and step. */
  readonly outside: ReadonlyMap<string, readonly string[]>;
  /** Why a step can never end, by pod and step; under the name of the pod alone, why it never starts. */
  readonly never: ReadonlyMap<string, string>;
}

/** The place of a step. */
export const idOf = (pod: string, step: string): string => `${pod}/${step}`;

/** Looks up whom pods wait for among the manifests that are applied with them. */
export function reachingOf(pods: readonly NamedPod[], others: readonly object[]): Reaching {
  const app = new RenderedApp();
  const asking = new Map(pods.map(({ id, pod }) => [id, askingOf(pod)]));
  for (const manifest of others) app.add(manifest, { path: '', chart: '' });
  for (const { id, pod } of pods) app.add(pod.manifest, { path: id, chart: '', pod, declared: { steps: asking.get(id)! } });
  const waits: ReachingWait[] = [];
  const outside = new Map<string, string[]>();
  const never = findingsOf(app, new Set(pods.flatMap(({ id, pod }) => (pod.facts ? [id] : []))));
  const services = others.flatMap((manifest) => serviceName(manifest) ?? []);
  for (const pod of app.pods) {
    for (const { name: step, waitsFor } of asking.get(pod.path) ?? []) {
      const at = idOf(pod.path, step);
      for (const object of objectsOf(waitsFor)) {
        const [named, other] = [`${object.resource}/${object.name}`, app.workloadOf(pod, object)];
        if (other === undefined) outside.set(at, [...outside.get(at) ?? [], named]);
        else waits.push({ pod: pod.path, step, service: named, for: [other.path], optional: false });
      }
      for (const { protocol, host, port, level, optional } of waitsFor) {
        if (host === undefined || protocol === 'resource') continue;
        const reached = app.reach(pod, host);
        const isOptional = optional !== undefined;
        if (!reached) {
          const meant = isOptional || host.includes('.') ? undefined : nearMiss(host, services);
          if (meant !== undefined && !never.has(at)) never.set(at, say.nearMiss(step, host, meant));
          outside.set(at, [...outside.get(at) ?? [], port === undefined ? host : `${host}:${port}`]);
          continue;
        }
        const { service, pods: behind } = reached;
        // The name of a Service with an address resolves before its pods are ready.
        if (level === 'resolved' && (!service.headless || service.publishesNotReady)) continue;
        const known = waits.some((wait) => wait.pod === pod.path && wait.step === step && wait.service === host && wait.optional === isOptional);
        if (known) continue;
        if (behind.length > 0) waits.push({ pod: pod.path, step, service: host, for: behind.map(({ path }) => path), optional: isOptional });
        else if (Object.keys(service.selector).length === 0) outside.set(at, [...outside.get(at) ?? [], host]);
        else if (!isOptional && !never.has(at)) never.set(at, say.selectsNobody(step, host));
      }
    }
  }
  return { waits, outside, never };
}

/** Rules over a whole app that say that a pod never starts. */
const FATAL: ReadonlySet<string> = new Set(['self-wait', 'wait-cycle', 'stateful-peers', 'service-ports', 'own-namespace', 'object-keys']);

function findingsOf(app: RenderedApp, ours: ReadonlySet<string>): Map<string, string> {
  const found = new Map<string, string>();
  for (const { rule, path, where, sentence } of checkApp(app)) {
    if (!FATAL.has(rule)) continue;
    const container = where.startsWith('initContainers') ? containerAt(where) : undefined;
    const at = container === undefined ? path : idOf(path, container);
    if (!found.has(at)) found.set(at, ours.has(path) ? sentence : inYaml(sentence));
  }
  return found;
}

function serviceName(manifest: object): string | undefined {
  const { kind, metadata } = manifest as { readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } };
  return kind === 'Service' && typeof metadata?.name === 'string' ? metadata.name : undefined;
}
