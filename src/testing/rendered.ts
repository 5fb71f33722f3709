import { ApiObject } from 'cdk8s';
import { stepNames } from '../assembly/helper';
import { podOf } from '../finished/pod-of';
import type { FinishedPod } from '../rules';
import { templateOf } from '../template/template-of';
import type { Workload } from '../workload/workload';

/** The finished pod of a workload as it would be written, after all escape hatches and patches; not judged. */
export function rendered(workload: Workload): FinishedPod {
  const template = templateOf('testing', workload);
  const manifest: object = ApiObject.of(workload.resource).toJson();
  const { facts } = template;
  return { path: template.path, kind: facts.kind, level: facts.podSecurity, ...podOf(manifest), steps: stepNames(template), manifest };
}
