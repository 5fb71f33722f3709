import type { ApiObject, App } from 'cdk8s';
import { apiObjects, manifestOf } from '../api-objects';
import { dependenciesOf } from '../declared/target';
import { podOf } from '../manifest/pod-of';
import type { Finding } from '../rules';
import { RenderedApp, checkApp } from '../rules/app';
import type { PodTemplate } from '../template/pod-template';

/** Takes note of a manifest of the app, and of what the steps ask if it is a workload of this library. */
export function addTo(app: RenderedApp, object: ApiObject, manifest: object, template: PodTemplate | undefined): void {
  if (isMeant(object)) return app.addObject(manifest);
  if (object.kind === 'HorizontalPodAutoscaler') return app.addScaler(manifest);
  const asks = template?.steps.flatMap(({ name, targets }) => dependenciesOf(targets).map((asked) => ({ step: name, ...asked })));
  const { path = object.node.path, singleton = [] } = template ?? {};
  return app.addPod({ path, chart: object.chart.node.path, singleton }, manifest, podOf(manifest), asks);
}

/** What is wrong with the app as a whole, by the path of the workload that tells it. */
export function findingsOfApp(app: RenderedApp): Map<string, readonly Finding[]> {
  const found = new Map<string, readonly Finding[]>();
  for (const { path, ...fault } of checkApp(app)) found.set(path, [...(found.get(path) ?? []), fault]);
  return found;
}

const MEANT: ReadonlySet<string> = new Set(['Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim']);
/** What pods refer to by its name. */
const isMeant = ({ kind }: ApiObject): boolean => MEANT.has(kind);

/** The same for tests, which synthesize a chart: no workload is rendered where nothing of the app can be meant. */
export function findingsOutsideOfSynth(root: App, workloads: ReadonlyMap<ApiObject, PodTemplate>): Map<string, readonly Finding[]> {
  const app = new RenderedApp();
  const objects = apiObjects(root.node.findAll());
  const add = (some: readonly ApiObject[]) => {
    for (const object of some) {
      const manifest = manifestOf(object);
      if (manifest) addTo(app, object, manifest, workloads.get(object));
    }
  };
  add(objects);
  return findingsOfApp(app);
}
