import { noSuchPeer, peerOfLaterPod, peersNotPublished } from '../../messages/app-rules';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

export const statefulPeers: AppRule = {
  id: 'stateful-peers',
  needs: ['manifests'],
  uses: ['facts'],
  title: 'Steps wait only for existing pods of StatefulSets, and for own peers only by names that the governing Service publishes before they are ready',
  why: 'The name of a pod resolves when it is ready, unless publishNotReadyAddresses is set, and no pod is ready while its steps wait for the others.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields',
  noSuppression: NEVER_STARTS,
  check(app, report) {
    for (const pod of app.pods) {
      for (const { step, host, answers } of pod.asks) {
        const reached = app.reach(pod, host);
        const set = reached?.ordinal === undefined ? undefined : reached.pods[0];
        if (set?.ordinals && isOutside(set.ordinals, reached?.ordinal)) {
          report({ path: pod.path, where: stepAt(step), sentence: noSuchPeer(step, host, set.name, set.ordinals) });
          continue;
        }
        if (answers) continue;
        if (!reached?.pods.includes(pod)) continue;
        const { service, ordinal } = reached;
        if (!service.headless && ordinal === undefined) continue;
        if (!service.publishesNotReady) {
          report({ path: pod.path, where: stepAt(step), sentence: peersNotPublished(step, host, service.name) });
        } else if (ordinal !== undefined && ordinal > 0 && pod.oneByOne) {
          report({ path: pod.path, where: stepAt(step), sentence: peerOfLaterPod(step, host) });
        }
      }
    }
  },
};

const isOutside = ([first, last]: readonly [number, number], ordinal = 0): boolean => ordinal < first || ordinal > last;
