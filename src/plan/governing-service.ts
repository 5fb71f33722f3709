import * as say from '../messages/plan';
import type { DescribedPod } from './described';

/** A workload or a Service, as far as names go. */
interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly serviceName?: string; readonly clusterIP?: string };
}

/** The Service of a StatefulSet that is to give its pods names, and gives none: Kubernetes takes that, and asks for another. */
export function governingService({ objects, manifest }: DescribedPod): readonly string[] {
  const { kind, metadata, spec } = manifest as Manifest;
  if (kind !== 'StatefulSet' || spec?.serviceName === undefined) return [];
  const isIt = (service: Manifest) => service.metadata?.name === spec.serviceName && service.metadata?.namespace === metadata?.namespace;
  const found = (objects('Service') as readonly Manifest[]).find(isIt);
  return found === undefined || found.spec?.clusterIP === 'None' ? [] : [say.governedWithoutNames(spec.serviceName, metadata?.name ?? '')];
}
