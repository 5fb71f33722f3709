import { probeHost } from '../../messages/privileges';
import type { PlacedContainer } from '../../manifest/containers';
import { type Field, type Handler, isSet, text } from '../../manifest/types';
import type { Report, LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;

export const probeHosts: LibraryRule = {
  id: 'probe-hosts',
  levels: FROM_BASELINE,
  title: 'Probes and lifecycle hooks contact the pod itself, not another host',
  why: 'The kubelet sends the request, so a pod could reach hosts that only the node can reach. Checked since Kubernetes 1.34.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers }, report) {
    for (const container of containers) {
      const { json } = container;
      for (const probe of PROBES) {
        if (json[probe]) hosts(container, probe, json[probe], report);
      }
      if (!json.lifecycle) continue;
      for (const hook of HOOKS) hosts(container, `lifecycle.${hook}`, json.lifecycle[hook], report);
    }
  },
};

function hosts(container: PlacedContainer, field: string, handler: Field<Handler>, report: Report): void {
  for (const host of [handler?.httpGet?.host, handler?.tcpSocket?.host]) {
    if (isSet(host) && host !== '') report({ where: container.at(field), sentence: probeHost(container.name, field), given: text(host) });
  }
}
