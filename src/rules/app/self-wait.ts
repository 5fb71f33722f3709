import { waitsForItself, waitsForLoopback, waitsForOwnPeer } from '../../messages/app-rules';
import { list, type PodSpec, text } from '../../manifest/types';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(host);

export const selfWait: AppRule = {
  id: 'self-wait',
  needs: ['manifests'],
  uses: ['facts'],
  title: 'No step waits for a Service that selects its own pod',
  why: 'The pod is ready only after its steps have finished, and the step finishes only when the pod is ready: it waits forever.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  noSuppression: NEVER_STARTS,
  check(app, report) {
    for (const pod of app.pods) {
      for (const { step, host, answers } of pod.asks) {
        if (answers && isLoopback(host) && nobodyListens(pod.spec, step)) {
          report({ path: pod.path, where: stepAt(step), sentence: waitsForLoopback(step, host) });
        }
        const reached = app.reach(pod, host);
        if (!reached?.pods.includes(pod)) continue;
        const { service, ordinal } = reached;
        // The name of a headless Service is a matter of stateful-peers.
        if (!answers && (service.headless || ordinal !== undefined)) continue;
        const sentence = ordinal === undefined ? waitsForItself(step, service.name) : waitsForOwnPeer(step, host);
        report({ path: pod.path, where: stepAt(step), sentence });
      }
    }
  },
};

/** In the pod's own network nobody listens before the app, but for sidecars. */
function nobodyListens(spec: PodSpec | undefined, step: string): boolean {
  if (!spec || spec.hostNetwork === true) return false;
  const before = list(spec.initContainers).slice(0, list(spec.initContainers).findIndex((container) => container?.name === step));
  return !before.some((container) => text(container?.restartPolicy) === 'Always');
}
