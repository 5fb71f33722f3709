import { MEBIBYTE } from '../checks/values';
import * as say from '../messages/plan';
import { architectureIn, namesArchitecture } from '../manifest/architectures';
import { isSet, list, type PodSpec, text } from '../manifest/types';
import { parseQuantity } from '../manifest/quantity';
import { podRequest, requests } from '../manifest/effective-request';
import type { DescribedPod } from './described';

/** Risks: Kubernetes accepts the pod, but something may go wrong, so the reader should know. */
export const riskNotes = (pod: DescribedPod): readonly string[] => [
  ...userNotes(pod), ...throttleNotes(pod), ...requestNotes(pod.spec), ...architectureNotes(pod),
];

/** A container that must not run as root, but has no user: the library does not know whether its image runs as another user. */
function userNotes({ facts, spec: { securityContext: pod, initContainers, containers } }: DescribedPod): readonly string[] {
  if (facts?.platform) return [];
  const left = new Set(facts?.usersOfImages);
  return [...list(initContainers), ...list(containers)].flatMap((container) => {
    const own = container?.securityContext;
    const isAsked = (own?.runAsNonRoot ?? pod?.runAsNonRoot) === true && !isSet(own?.runAsUser ?? pod?.runAsUser);
    const name = text(container?.name);
    return isAsked && !left.has(name) ? [say.userUnknown(name, text(container?.image))] : [];
  });
}

/** Below that a shell is slow: under 1 s with 200m became 4 s with 20m. */
const LEAST_CPU = 0.2;

function throttleNotes({ steps, spec: { initContainers } }: DescribedPod): readonly string[] {
  const names = new Set(steps.map(({ name }) => name));
  return list(initContainers).flatMap((container) => {
    const limit = container?.resources?.limits?.cpu;
    const name = text(container?.name);
    return isSet(limit) && names.has(name) && parseQuantity(limit) < LEAST_CPU ? [say.throttled(name, String(limit))] : [];
  });
}

/** What `fetch`, `data` and `unpack` are told of a file that is the same for all nodes. */
const ADDRESS = /^[^=/]+=(https?:\/\/.+)$/s;

/** A program of one architecture, for pods that may run on nodes of another one. */
function architectureNotes({ steps, spec }: DescribedPod): readonly string[] {
  if (namesArchitecture(spec)) return [];
  return steps.filter(({ facts: { kind } }) => kind.startsWith('Fetch')).flatMap(({ name, json }) => {
    const words = list(json.args).map((word) => String(word));
    return words.flatMap((word, index) => {
      const [, url] = ADDRESS.exec(word) ?? [];
      const architecture = url === undefined || words[index + 1] === '--architecture' ? undefined : architectureIn(url);
      return url === undefined || architecture === undefined ? [] : [say.forOneArchitecture(name, url.replace(/[?#].*$/s, ''), architecture)];
    });
  });
}

/** From what difference on it matters that the start asks for more than the app. */
const RESOURCES = [
  { resource: 'cpu', least: 0.1, show: (amount: number) => `${Math.round(amount * 1000)}m of CPU` },
  { resource: 'memory', least: 128 * MEBIBYTE, show: (amount: number) => `${Math.ceil(amount / MEBIBYTE)}Mi of memory` },
] as const;

const requestNotes = (spec: PodSpec): readonly string[] => RESOURCES.flatMap(({ resource, least, show }) => {
  // What the pod asks for itself is the same before and while the app runs.
  if (podRequest(spec, resource) !== undefined) return [];
  const { init, running, by } = requests(spec, resource);
  return init - running >= least ? [say.startAsksForMore(by, show(init), show(running))] : [];
});
