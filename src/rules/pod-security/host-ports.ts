import { hostPort } from '../../messages/privileges';
import { list } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

export const hostPorts: LibraryRule = {
  id: 'host-ports',
  levels: FROM_BASELINE,
  title: 'No container uses a port of the node',
  why: 'Only one pod of a node can use a port, and connections to it bypass every NetworkPolicy.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers }, report) {
    for (const container of containers) {
      for (const port of list(container.json.ports)) {
        if (!port?.hostPort) continue;
        report({ where: container.at('ports.hostPort'), sentence: hostPort(container.name, port.hostPort) });
      }
    }
  },
};
