import { App, Chart, Testing } from 'cdk8s';
import type { Workload } from '../../src';

/** The parts of a container that tests look at. */
export interface ContainerJson {
  readonly name: string;
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly volumeMounts?: { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean; readonly subPath?: string }[];
  readonly securityContext?: Record<string, unknown>;
  readonly resources?: { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> };
}

/** The parts of a pod spec that tests look at. */
export interface PodJson {
  readonly initContainers?: ContainerJson[];
  readonly containers: ContainerJson[];
  readonly volumes?: { readonly name: string; readonly [source: string]: unknown }[];
  readonly securityContext?: Record<string, unknown>;
  readonly enableServiceLinks?: boolean;
}

/** A chart in an app of its own. */
export const newChart = (id = 'test'): Chart => new Chart(new App({ outdir: '/nonexistent' }), id);

/** The manifests of the chart that a workload is in. */
export const manifestsOf = (workload: Workload): any[] => Testing.synth(Chart.of(workload));

/** The rendered manifest of a workload. */
export function manifestOf(workload: Workload): any {
  return manifestsOf(workload).find(({ kind, metadata }) => kind === workload.resource.kind && metadata.name === workload.resource.name);
}

/** The rendered pod spec of a workload. */
export function podOf(workload: Workload): PodJson {
  const { kind, spec } = manifestOf(workload);
  if (kind === 'Pod') return spec;
  return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
}

/** One finished container of a workload, of whichever list. */
export function containerOf(workload: Workload, name: string): ContainerJson {
  const pod = podOf(workload);
  const found = [...(pod.initContainers ?? []), ...pod.containers].find((container) => container.name === name);
  if (!found) throw new Error(`there is no container ${name}`);
  return found;
}
