import type { ApiObject, App } from 'cdk8s';
import { apiObjects, manifestOf } from '../finished/objects';
import { podOf } from '../finished/pod-of';
import type { Finding } from '../rules';
import { FinishedApp, judgeApp } from '../rules/app';
import type { PodTemplate } from '../template/pod-template';

/** Takes note of a manifest of the app, and of what the steps ask if it is a workload of this library. */
export function addTo(app: FinishedApp, object: ApiObject, manifest: object, template: PodTemplate | undefined): void {
  if (object.kind === 'Service') return app.addService(manifest);
  if (object.kind === 'ConfigMap' || object.kind === 'Secret') return app.addContent(manifest);
  const asks = template?.steps.flatMap(({ name, asks: hosts }) => hosts.map((asked) => ({ step: name, ...asked })));
  return app.addPod(template?.path ?? object.node.path, manifest, podOf(manifest), asks);
}

/** What is wrong with the app as a whole, by the path of the workload that tells it. */
export function findingsOfApp(app: FinishedApp): Map<string, readonly Finding[]> {
  const found = new Map<string, readonly Finding[]>();
  for (const { path, ...fault } of judgeApp(app)) found.set(path, [...(found.get(path) ?? []), fault]);
  return found;
}

/** What pods ask or read. */
const isMeant = ({ kind }: ApiObject): boolean => kind === 'Service' || kind === 'ConfigMap' || kind === 'Secret';

/** The same for tests, which synthesize a chart: no workload is rendered where nothing of the app can be meant. */
export function findingsOutsideOfSynth(root: App, workloads: ReadonlyMap<ApiObject, PodTemplate>): Map<string, readonly Finding[]> {
  const app = new FinishedApp();
  const objects = apiObjects(root.node.findAll());
  const add = (some: readonly ApiObject[]) => {
    for (const object of some) {
      const manifest = manifestOf(object);
      if (manifest) addTo(app, object, manifest, workloads.get(object));
    }
  };
  add(objects.filter(isMeant));
  if (app.hasAnything) add(objects.filter((object) => !isMeant(object)));
  return findingsOfApp(app);
}
