/** A manifest of a workload, as far as finding its pods goes. */
export interface FindsPods {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: { readonly selector?: { readonly matchLabels?: Labels } };
}

type Labels = Readonly<Record<string, string>>;

/** The label by which cdk8s-plus finds the pods of a workload. */
const ADDRESS = 'cdk8s.io/metadata.addr';

/** `-n NAMESPACE` where the manifest names one: else the command goes where its reader is. */
export const inNamespace = ({ metadata }: FindsPods): string => (metadata?.namespace === undefined ? '' : ` -n ${metadata.namespace}`);

/**
 * How the newest pod of a workload is named in a command. In a rollout that hangs that is a broken one: `kubectl logs
 * deployment/…` would take one of before, and a label alone also finds pods of before, which may not have the step.
 */
export function newestPod(kind: string, manifest: FindsPods, labels: Labels): string {
  if (kind === 'Pod') return String(manifest.metadata?.name);
  const found = Object.entries(selecting(manifest.spec?.selector?.matchLabels ?? {}, labels)).map(([name, value]) => `${name}=${value}`);
  // Kubernetes labels the pods of a Job by its name.
  const selector = found.length > 0 || kind !== 'Job' ? found : [`batch.kubernetes.io/job-name=${String(manifest.metadata?.name)}`];
  const by = selector.length === 0 ? '' : ` -l ${selector.join(',')}`;
  return `"$(kubectl get pods${inNamespace(manifest)}${by} --sort-by=.metadata.creationTimestamp -o name | tail -n 1)"`;
}

/** A Job is given its selector by Kubernetes, and a CronJob has none. */
function selecting(matched: Labels, labels: Labels): Labels {
  if (Object.keys(matched).length > 0) return matched;
  const address = labels[ADDRESS];
  return address === undefined ? labels : { [ADDRESS]: address };
}

/** The command that shows the log of a container. */
export const logsOf = (manifest: FindsPods, pod: string, container: string): string =>
  `kubectl logs${inNamespace(manifest)} ${pod} -c ${container}`;
