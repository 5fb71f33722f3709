import { isSet, list, text } from '../../manifest/types';
import { noWayToDns } from '../../messages/app-rules';
import type { AppPod, EgressRule, PolicyManifest } from './objects';
import { type AppRule, stepAt } from './rule';

const DNS = 53;
const ADDRESS = /^\[|^\d+(?:\.\d+){3}$/;

export const egressPolicies: AppRule = {
  id: 'egress-policies',
  severity: 'warning',
  title: 'NetworkPolicies let init containers ask for the names that they wait for',
  why: 'An egress policy applies to init containers too. Without a rule for DNS no name resolves, and a step waits until its deadline.',
  needs: ['manifests'],
  uses: ['facts'],
  see: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  check(app, report) {
    if (app.policies.length === 0) return;
    for (const pod of app.pods) {
      // The network of the node is not that of the pod.
      const asked = pod.spec?.hostNetwork === true ? undefined : pod.asks.find(({ host }) => !ADDRESS.test(host));
      const policies = asked ? app.policies.filter((policy) => limitsEgress(policy) && selects(policy, pod)) : [];
      if (!asked || policies.length === 0 || policies.some(({ spec }) => list(spec?.egress).some((rule) => rule && letsDns(rule)))) continue;
      const names = policies.map(({ metadata }) => text(metadata?.name));
      report({ path: pod.path, where: stepAt(asked.step), sentence: noWayToDns(asked.step, asked.host, names) });
    }
  },
};

const limitsEgress = ({ spec }: PolicyManifest): boolean =>
  (isSet(spec?.policyTypes) ? list(spec.policyTypes).includes('Egress') : isSet(spec?.egress));

/** An expression may select anything: only what plainly selects the pod counts. */
function selects({ metadata, spec }: PolicyManifest, { namespace, labels }: AppPod): boolean {
  const { matchLabels, matchExpressions } = spec?.podSelector ?? {};
  return text(metadata?.namespace) === namespace && list(matchExpressions).length === 0
    && Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** A port by its name may be that of DNS; peers without a namespace are pods beside this one, where no DNS server is. */
function letsDns({ to, ports }: EgressRule): boolean {
  const isAnyPort = list(ports).length === 0;
  const isPort = isAnyPort || list(ports).some((given) => {
    const port = given?.port;
    return typeof port !== 'number' || port === DNS || (port < DNS && typeof given?.endPort === 'number' && given.endPort >= DNS);
  });
  return isPort && (list(to).length === 0 || list(to).some((peer) => isSet(peer?.ipBlock) || isSet(peer?.namespaceSelector)));
}
