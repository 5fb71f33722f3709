import { minorOf } from '../manifest/version';
import { tooNew } from '../messages/standards';
import { isSet } from '../manifest/types';
import type { Rule } from './rule';

/**
 * Since which version of Kubernetes 1 a field has an effect by default (beta and on, or stable). Before, it is dropped by the
 * API server without a word. `*` stands for every member of a list.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/test/compatibility_lifecycle/reference/versioned_feature_list.yaml
 */
const FIELDS: Readonly<Record<'pod' | 'workload', Readonly<Record<string, number>>>> = {
  pod: {
    'initContainers.*.restartPolicy': 29,
    'hostUsers': 33,
    'resources': 34,
    'securityContext.appArmorProfile': 30,
    'securityContext.supplementalGroupsPolicy': 33,
    'containers.*.securityContext.appArmorProfile': 30,
    'initContainers.*.securityContext.appArmorProfile': 30,
    'containers.*.lifecycle.preStop.sleep': 30,
    'containers.*.lifecycle.postStart.sleep': 30,
    'containers.*.resizePolicy': 33,
    'containers.*.volumeMounts.*.recursiveReadOnly': 31,
    'initContainers.*.volumeMounts.*.recursiveReadOnly': 31,
    'volumes.*.image': 35,
  },
  workload: {
    'spec.podReplacementPolicy': 29,
    'spec.backoffLimitPerIndex': 29,
    'spec.successPolicy': 31,
    'spec.managedBy': 32,
  },
};

const compiled = Object.entries(FIELDS).map(([of, fields]) => [
  of, Object.entries(fields).map(([path, since]) => ({ steps: path.split('.'), since })),
] as const);

export const kubernetesVersion: Rule = {
  id: 'kubernetes-version',
  title: 'No field is newer than the version of Kubernetes that a standard names',
  why: 'An API server drops a field that it does not know without a word: a sidecar becomes an init container that never ends.',
  see: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  check({ asked, spec, manifest }, report) {
    if (!asked?.kubernetesVersion) return;
    const { value, by } = asked.kubernetesVersion;
    const minor = minorOf(value);
    for (const [of, fields] of compiled) {
      for (const { steps, since } of fields) {
        if (since > minor) look(of === 'pod' ? spec : manifest, steps, '', (where) => report({ where, sentence: tooNew(by, value, since) }));
      }
    }
  },
};

/** Calls for every place in a document that a path fits and where something is. */
function look(at: unknown, [step, ...rest]: readonly string[], where: string, found: (where: string) => void): void {
  if (!isSet(at)) return;
  if (step === undefined) return found(where);
  if (typeof at !== 'object') return;
  if (step !== '*') return look((at as Record<string, unknown>)[step], rest, where === '' ? step : `${where}.${step}`, found);
  if (Array.isArray(at)) at.forEach((member: unknown, index) => look(member, rest, `${where}[${nameOf(member, index)}]`, found));
}

const nameOf = (member: unknown, index: number): string => {
  const { name } = (member ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : String(index);
};
