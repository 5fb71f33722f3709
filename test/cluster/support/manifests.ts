import { App, Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { podOf } from '../../../src/manifest/pod-of';
import type { Json } from './kubectl';
import type { Namespace } from './namespace';

/** The YAML of an app of one chart. Names have no hash: the workload `web` is called `test-web`. */
export function manifests(build: (chart: Chart) => void): string {
  const app = new App();
  build(new Chart(app, 'test', { disableResourceNameHashes: true }));
  return app.synthYaml();
}

/** The objects of a YAML text. */
export const objectsOf = (yaml: string): readonly Json[] =>
  parseAllDocuments(yaml).map((document) => document.toJS()).filter((object) => object !== null);

/** The pod templates of a YAML text, each as a Pod. The claims of a StatefulSet stand among the volumes, as they will. */
export function templatesAsPods(yaml: string, prefix = 'template'): readonly Json[] {
  return objectsOf(yaml).flatMap((object, index) => {
    const { spec, metadata } = podOf(object) as { spec: Json; metadata: Json };
    if (spec?.containers === undefined) return [];
    const claims = (object.spec.volumeClaimTemplates ?? []).map(({ metadata: { name } }: Json) => (
      { name, persistentVolumeClaim: { claimName: name } }));
    return [{
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        // Not longer than a label: Kubernetes warns of longer names, and these are not those that the pods will have.
        name: `${prefix}-${index}-${object.kind}-${object.metadata.name}`.toLowerCase().slice(0, 63).replace(/[-.]+$/, ''),
        labels: metadata?.labels, annotations: metadata?.annotations,
      },
      // Its account is another object, which is not there.
      spec: { ...spec, serviceAccountName: undefined, volumes: [...(spec.volumes ?? []), ...claims] },
    }];
  });
}

/** Tries Pods in a namespace that enforces its level: what the admission refuses or warns of, one line each. */
export async function tryPods(namespace: Namespace, pods: readonly Json[]): Promise<readonly string[]> {
  const attempt = (some: readonly Json[]) => namespace.kubectl(
    ['create', '--dry-run=server', '-o', 'name', '-f', '-'],
    { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: some }), seconds: 300, mayFail: true },
  );
  const all = await attempt(pods);
  const created = all.stdout.split('\n').filter((line) => line.startsWith('pod/')).length;
  if (all.code === 0 && all.stderr.trim() === '' && created === pods.length) return [];
  // A refusal names its pod, with all that is wrong with it; a warning does not, so they are tried one by one.
  const refused = all.stderr.split(/\n(?=The Pod "|Error from server)/).filter((text) => /^(The Pod "|Error from server)/.test(text));
  if (/warning/i.test(all.stderr)) {
    for (const pod of pods) {
      const { stderr } = await attempt([pod]);
      if (/warning/i.test(stderr)) refused.push(`pod ${pod.metadata.name}: ${stderr.trim()}`);
    }
  }
  return refused.length > 0 ? refused : [`${created} of ${pods.length} were created: ${all.stderr.trim()}`];
}
