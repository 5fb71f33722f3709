import type { ApiObject, App } from 'cdk8s';
import { apiObjects, manifestOf } from '../api-objects';
import type { Finding } from '../rules';
import { RenderedApp, checkApp } from '../rules/app';
import type { PodTemplate } from '../template/pod-template';

/** Takes note of a manifest of the app, and of what the steps ask if it is a workload of this library. */
export function addTo(app: RenderedApp, object: ApiObject, manifest: object, template: PodTemplate | undefined): void {
  const declared = template ? {
    singleton: template.singleton, steps: template.steps.map(({ name, targets }) => ({ name, waitsFor: targets })),
  } : 'nothing';
  app.add(manifest, { path: template?.path ?? object.node.path, chart: object.chart.node.path, declared });
}

/** What is wrong with the app as a whole, by the path of the workload that tells it. */
export function findingsOfApp(app: RenderedApp): Map<string, readonly Finding[]> {
  const found = new Map<string, readonly Finding[]>();
  for (const { path, ...fault } of checkApp(app)) found.set(path, [...(found.get(path) ?? []), fault]);
  return found;
}

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
