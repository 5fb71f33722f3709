import { ApiObject } from 'cdk8s';
import { stepNames } from '../assembly/helper';
import { podOf } from '../manifest/pod-of';
import type { RenderedPod } from '../rules';
import { templateOf } from '../template/template-of';
import type { Workload } from '../workload/workload';

/** The rendered pod of a workload as it would be written, after all escape hatches and patches; not checked. */
export function rendered(workload: Workload): RenderedPod {
  const template = templateOf('testing', workload);
  const manifest: object = ApiObject.of(workload.resource).toJson();
  const { facts } = template;
  return { path: template.path, kind: facts.kind, level: facts.podSecurity, ...podOf(manifest), steps: stepNames(template), manifest };
}
