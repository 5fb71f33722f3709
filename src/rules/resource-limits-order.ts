import * as say from '../messages/resources';
import { type Amounts, type Field, isSet, shown } from '../manifest/types';
import { parseQuantity } from '../manifest/quantity';
import type { LibraryRule } from './rule';

/** Thousandths of a byte, and less: nobody means them. */
const THOUSANDTHS = /[mun]$/;

export const resourceLimitsOrder: LibraryRule = {
  id: 'resource-limits-order',
  title: 'Resource amounts are valid quantities, and no request is above its limit',
  why: 'Kubernetes refuses the pod; `512m` of memory is half a byte.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const container of containers) {
      const { limits, requests } = container.json.resources ?? {};
      for (const resource in limits) {
        const wrong = unfitAmount(container.name, limits, resource, 'limit');
        if (wrong !== undefined) {
          report({ where: container.at(`resources.limits.${resource}`), sentence: wrong, given: shown(limits[resource]) });
        }
      }
      for (const resource in requests) {
        const where = () => container.at(`resources.requests.${resource}`);
        const wrong = unfitAmount(container.name, requests, resource, 'request');
        if (wrong !== undefined) {
          report({ where: where(), sentence: wrong, given: shown(requests[resource]) });
        } else if (isAbove(requests, limits, resource)) {
          const sentence = say.requestAboveLimit(resource);
          report({ where: where(), sentence, given: `${shown(requests[resource])}, and a limit of ${shown(limits?.[resource])}` });
        }
      }
    }
  },
};

function unfitAmount(container: string, amounts: Amounts, resource: string, kind: string): string | undefined {
  const given = amounts[resource];
  if (!isSet(given)) return undefined;
  const amount = parseQuantity(given);
  if (Number.isNaN(amount)) return say.notAQuantity(container, `${resource} ${kind}`);
  if (amount < 0) return say.negativeQuantity(container, `${resource} ${kind}`);
  // 0.6Gi is no whole number either, and taken: Kubernetes rounds it up.
  const inBytes = resource === 'memory' || resource === 'ephemeral-storage';
  return inBytes && amount > 0 && THOUSANDTHS.test(shown(given)) ? say.fractionOfAByte(container, `${resource} ${kind}`) : undefined;
}

function isAbove(requests: Amounts, limits: Field<Amounts>, resource: string): boolean {
  const request = requests[resource];
  const limit = limits?.[resource];
  return isSet(request) && isSet(limit) && parseQuantity(request) > parseQuantity(limit);
}
