import { resourceMissing } from '../messages/resources';
import { isSet, type Resources } from '../manifest/types';
import type { LibraryRule } from './rule';

const WANTED = [
  { list: 'limits', resource: 'memory', example: 'resources.limits.memory, such as 64Mi' },
  { list: 'requests', resource: 'memory', example: 'resources.requests.memory, such as 16Mi' },
  { list: 'requests', resource: 'cpu', example: 'resources.requests.cpu, such as 10m' },
] as const;

export const memoryLimit: LibraryRule = {
  id: 'memory-limit',
  title: 'Every container has a memory limit, and requests CPU and memory',
  why: 'A namespace with a quota refuses a pod without them. A container without a limit can take the memory of the whole node.',
  see: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  check({ containers, spec }, report) {
    for (const container of containers) {
      // An ephemeral container cannot have any.
      if (container.group === 'ephemeralContainers') continue;
      for (const { list, resource, example } of WANTED) {
        if (has(container.json.resources, list, resource) || has(spec.resources, list, resource)) continue;
        const field = `${resource} ${list === 'limits' ? 'limit' : 'request'}`;
        report({ where: container.at(`resources.${list}.${resource}`), sentence: resourceMissing(container.name, field, example) });
      }
    }
  },
};

/** True where an amount is given; Kubernetes takes the limit for a request that is not. */
function has(resources: Resources | null | undefined, group: 'limits' | 'requests', resource: string): boolean {
  return isSet(resources?.[group]?.[resource]) || (group === 'requests' && isSet(resources?.limits?.[resource]));
}
