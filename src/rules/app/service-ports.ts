import { noSuchPort } from '../../messages/app-rules';
import { type AppRule, NEVER_STARTS, stepAt } from './rule';

export const servicePorts: AppRule = {
  id: 'service-ports',
  needs: ['manifests'],
  uses: ['facts'],
  title: 'Steps connect to Services of the app only at ports that the Services have',
  why: 'A Service forwards only its own ports: nothing answers at any other port.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  noSuppression: NEVER_STARTS,
  check(app, report) {
    for (const pod of app.pods) {
      for (const { step, host, port, answers } of pod.asks) {
        if (!answers || port === undefined) continue;
        const { service, ordinal } = app.reach(pod, host) ?? {};
        // The name of a headless Service, or of one pod, leads to the pods themselves, at whatever port.
        if (!service || service.headless || ordinal !== undefined) continue;
        if (service.ports.length === 0 || service.ports.includes(port)) continue;
        report({ path: pod.path, where: stepAt(step), sentence: noSuchPort(step, service.name, port, service.ports) });
      }
    }
  },
};
