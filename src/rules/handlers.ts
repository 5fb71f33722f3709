import { emptyHandler, handlerWithoutPort } from '../messages/containers';
import { type Handler, isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;
const ACTIONS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

export const handlers: LibraryRule = {
  id: 'handlers',
  title: 'Probes and lifecycle hooks have an action and a port',
  why: 'Kubernetes refuses the pod. In patches of cdk8s-plus objects, write a port as IntOrString.fromNumber(…).',
  see: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const container of containers) {
      const check = (field: string, handler: Handler | null | undefined) => {
        if (!isSet(handler)) return;
        const action = ACTIONS.find((one) => isSet(handler[one]));
        if (action === undefined) report({ where: container.at(field), sentence: emptyHandler(container.name, field) });
        else if (lacksPort(handler)) report({ where: container.at(`${field}.${action}.port`), sentence: handlerWithoutPort(field) });
      };
      const { json } = container;
      for (const probe of PROBES) check(probe, json[probe]);
      if (isSet(json.lifecycle)) for (const hook of HOOKS) check(`lifecycle.${hook}`, json.lifecycle[hook]);
    }
  },
};

const lacksPort = ({ httpGet, tcpSocket, grpc }: Handler): boolean =>
  [httpGet, tcpSocket, grpc].some((asked) => isSet(asked) && !isSet(asked.port));
