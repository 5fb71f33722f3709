import type { ApiObject } from 'cdk8s';
import { podOf } from '../finished/pod-of';
import type { Finding } from '../rules';
import { type FinishedApp, judgeApp } from '../rules/app';
import type { PodTemplate } from '../template/pod-template';

/** Takes note of a manifest of the app, and of what the steps ask if it is a workload of this library. */
export function addTo(app: FinishedApp, object: ApiObject, manifest: object, template: PodTemplate | undefined): void {
  if (object.kind === 'Service') return app.addService(manifest);
  const asks = template?.steps.flatMap(({ name, asks: hosts }) => hosts.map((asked) => ({ step: name, ...asked })));
  return app.addPod(template?.path ?? object.node.path, manifest, podOf(manifest), asks ?? []);
}

/** What is wrong with the app as a whole, by the path of the workload that tells it. */
export function findingsOfApp(app: FinishedApp): Map<string, readonly Finding[]> {
  const found = new Map<string, readonly Finding[]>();
  for (const { path, ...fault } of judgeApp(app)) found.set(path, [...(found.get(path) ?? []), fault]);
  return found;
}
