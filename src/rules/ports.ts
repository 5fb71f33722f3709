import * as say from '../messages/validation';
import { isSet, list, shown, text } from '../manifest/types';
import type { LibraryRule } from './rule';

const HIGHEST = 65535;
const NAME = /^(?=.{1,15}$)(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const PROTOCOLS: readonly string[] = ['TCP', 'UDP', 'SCTP'];
const HANDLERS = ['startupProbe', 'livenessProbe', 'readinessProbe', 'lifecycle.postStart', 'lifecycle.preStop'] as const;
const ACTIONS = ['httpGet', 'tcpSocket', 'grpc'] as const;

interface Port {
  readonly containerPort?: unknown;
  readonly hostPort?: unknown;
  readonly name?: unknown;
  readonly protocol?: unknown;
}

export const isPort = (given: unknown): boolean => Number.isInteger(given) && (given as number) >= 1 && (given as number) <= HIGHEST;

export const ports: LibraryRule = {
  id: 'ports',
  title: 'Ports are numbers from 1 to 65535, with valid names',
  why: 'Kubernetes refuses the pod.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  noSuppression: 'Kubernetes refuses the pod',
  check({ containers }, report) {
    for (const { at, json } of containers.map((container) => ({ at: (field: string) => container.at(field), json: container.json }))) {
      const names = new Set<string>();
      list(json.ports as readonly Port[]).forEach((port, index) => {
        if (!port) return;
        const where = (field: string) => at(`ports[${index}].${field}`);
        const { containerPort, hostPort, protocol } = port;
        if (!isSet(containerPort) || containerPort === 0) report({ where: where('containerPort'), sentence: say.noContainerPort });
        else if (!isPort(containerPort)) report({ where: where('containerPort'), sentence: say.outOfRange(1, HIGHEST), given: shown(containerPort) });
        if (isSet(hostPort) && hostPort !== 0 && !isPort(hostPort)) report({ where: where('hostPort'), sentence: say.outOfRange(1, HIGHEST), given: shown(hostPort) });
        if (isSet(protocol) && !PROTOCOLS.includes(protocol as string)) report({ where: where('protocol'), sentence: say.badProtocol, given: shown(protocol) });
        const name = text(port.name);
        if (name === '') return;
        if (!NAME.test(name)) report({ where: where('name'), sentence: say.badPortName(name) });
        else if (names.has(name)) report({ where: where('name'), sentence: say.portNameTwice(name) });
        names.add(name);
      });
      for (const field of HANDLERS) {
        const handler = field.split('.').reduce<Record<string, unknown> | undefined>((of, step) => of?.[step] as never, json as never);
        for (const action of ACTIONS) {
          const port = (handler?.[action] as Port & { readonly port?: unknown } | undefined)?.port;
          if (!isSet(port) || isPort(port)) continue;
          if (typeof port === 'string' && action !== 'grpc' ? NAME.test(port) : false) continue;
          const where = at(`${field}.${action}.port`);
          report(typeof port === 'string' ? { where, sentence: say.badPortName(port) } : { where, sentence: say.outOfRange(1, HIGHEST), given: shown(port) });
        }
      }
    }
  },
};
