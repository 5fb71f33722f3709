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

/** The rendered pod spec of a workload, as it is. */
export function wholePodOf(workload: Workload): PodJson {
  const { kind, spec } = manifestOf(workload);
  if (kind === 'Pod') return spec;
  return kind === 'CronJob' ? spec.jobTemplate.spec.template.spec : spec.template.spec;
}

const PROGRAMS = 'prelude-programs';
/** A list without the volume of the programs, which every pod with steps has (test/delivery); undefined where nothing else is in it. */
function withoutPrograms<T extends { readonly name: string }>(list: T[] | undefined): T[] | undefined {
  const rest = list?.filter(({ name }) => name !== PROGRAMS);
  return rest?.length === 0 ? undefined : rest;
}

/** The rendered pod spec of a workload, but for the volume of the programs. */
export function podOf(workload: Workload): PodJson {
  const { initContainers, containers, volumes, ...pod } = wholePodOf(workload);
  const plain = ({ volumeMounts, ...container }: ContainerJson): ContainerJson => {
    const mounts = withoutPrograms(volumeMounts);
    return { ...container, ...(mounts === undefined ? {} : { volumeMounts: mounts }) };
  };
  const others = withoutPrograms(volumes);
  return {
    ...pod,
    ...(initContainers ? { initContainers: initContainers.map(plain) } : {}),
    containers: containers.map(plain),
    ...(others ? { volumes: others } : {}),
  };
}

/** The text of the program that a container runs, as the shell gets it. */
export function programIn(workload: Workload, name: string): string {
  const [, ...words] = containerOf(workload, name).command ?? [];
  const file = words.at(-1)?.replace('/prelude/', '') ?? '';
  const maps = manifestsOf(workload).filter(({ kind, data }) => kind === 'ConfigMap' && data?.[file] !== undefined);
  if (maps.length !== 1) throw new Error(`${maps.length} ConfigMaps hold ${file}`);
  return maps[0].data[file];
}

/** One finished container of a workload, of whichever list. */
export function containerOf(workload: Workload, name: string): ContainerJson {
  const pod = podOf(workload);
  const found = [...(pod.initContainers ?? []), ...pod.containers].find((container) => container.name === name);
  if (!found) throw new Error(`there is no container ${name}`);
  return found;
}
