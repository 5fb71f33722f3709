import { requests as ofContainers } from '../manifest/effective-request';
import { parseQuantity } from '../manifest/quantity';
import { type Amounts, type Field, isSet, shown } from '../manifest/types';
import * as say from '../messages/resources';
import type { CheckedPod, Report, LibraryRule } from './rule';

const SUPPORTED = /^(?:cpu|memory|hugepages-.+)$/;

export const podResources: LibraryRule = {
  id: 'pod-resources',
  title: 'The pod-level resources (spec.resources) are enough for its containers',
  why: 'Kubernetes refuses the pod: pod-level amounts replace the sums of the containers, and no container can have more.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  noSuppression: 'Kubernetes refuses the pod',
  check(pod, report) {
    const { limits, requests } = pod.spec.resources ?? {};
    amounts('requests', requests, report);
    amounts('limits', limits, report);
    for (const resource in requests) {
      const amount = amountOf(requests, resource);
      if (amount === undefined) continue;
      const limit = amountOf(limits, resource);
      const where = `resources.requests.${resource}`;
      const given = shown(requests[resource]);
      if (limit !== undefined && amount > limit) report({ where, sentence: say.requestAboveLimit(resource), given });
      const { init, running } = ofContainers(pod.spec, resource);
      if (Math.max(init, running) > amount) report({ where, sentence: say.podRequestTooSmall(resource), given });
    }
    for (const resource in limits) containersWithin(pod, resource, amountOf(limits, resource), shown(limits[resource]), report);
  },
};

function amounts(group: 'requests' | 'limits', all: Field<Amounts>, report: Report): void {
  for (const resource in all) {
    const given = all[resource];
    if (!isSet(given)) continue;
    const where = `resources.${group}.${resource}`;
    const what = `${resource} ${group === 'requests' ? 'request' : 'limit'}`;
    if (!SUPPORTED.test(resource)) report({ where, sentence: say.notOfPods(resource) });
    else if (Number.isNaN(parseQuantity(given))) report({ where, sentence: say.podNotAQuantity(what), given: shown(given) });
    else if (parseQuantity(given) < 0) report({ where, sentence: say.podNegativeQuantity(what), given: shown(given) });
  }
}

function containersWithin({ containers }: CheckedPod, resource: string, limit: number | undefined, given: string, report: Report): void {
  if (limit === undefined) return;
  for (const container of containers) {
    const own = amountOf(container.json.resources?.limits, resource);
    if (own === undefined || own <= limit) continue;
    report({ where: container.at(`resources.limits.${resource}`), sentence: say.limitAbovePod(container.name, resource, given), given: shown(container.json.resources?.limits?.[resource]) });
  }
}

function amountOf(all: Field<Amounts>, resource: string): number | undefined {
  const given = all?.[resource];
  const amount = isSet(given) ? parseQuantity(given) : NaN;
  return Number.isNaN(amount) ? undefined : amount;
}
