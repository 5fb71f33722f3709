import { peerOfLaterPod, peersNotPublished } from '../../messages/app-rules';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

export const statefulPeers: AppRule = {
  id: 'stateful-peers',
  title: 'Where steps wait for the names of their own peers, the governing Service publishes them before they are ready',
  why: 'The name of a pod resolves when it is ready, unless publishNotReadyAddresses is set, and none is while its steps wait for the others.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields',
  noExceptions: NEVER_STARTS,
  judge(app, find) {
    for (const pod of app.pods) {
      for (const { step, host, answers } of pod.asks) {
        if (answers) continue;
        const reached = app.reach(pod, host);
        if (!reached?.pods.includes(pod)) continue;
        const { service, ordinal } = reached;
        if (!service.headless && ordinal === undefined) continue;
        if (!service.publishesNotReady) {
          find({ path: pod.path, where: stepAt(step), sentence: peersNotPublished(step, host, service.name) });
        } else if (ordinal !== undefined && ordinal > 0 && pod.oneByOne) {
          find({ path: pod.path, where: stepAt(step), sentence: peerOfLaterPod(step, host) });
        }
      }
    }
  },
};
