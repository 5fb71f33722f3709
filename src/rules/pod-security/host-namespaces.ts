import { hostNamespace } from '../../messages/privileges';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

export const hostNamespaces: LibraryRule = {
  id: 'host-namespaces',
  levels: FROM_BASELINE,
  title: 'The pod has its own network, processes and IPC',
  why: 'In the namespaces of the node a container sees the traffic and the processes of every other pod there.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ spec }, report) {
    for (const field of FIELDS) {
      if (spec[field] === true) report({ where: field, sentence: hostNamespace(field) });
    }
  },
};
