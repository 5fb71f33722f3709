import { ApiObject } from 'cdk8s';
import { wordsOf } from '../declared/target';
import { podOf } from '../manifest/pod-of';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import { clocksOf } from '../manifest/clocks';
import { logsOf, newestPod } from './commands';
import { effectiveRequest } from '../manifest/effective-request';
import { notesOf, type Planned } from './notes';
import { otherInitContainers } from './other-init-containers';
import type { PlannedStep, StartUpPlan } from './planned';

/** Makes the plan of a workload; renders its object to see what has become of it. */
export function startUpPlan(template: PodTemplate, resource: Planned): StartUpPlan {
  const { path, facts: { kind, podSecurity } } = template;
  const manifest: object = ApiObject.of(resource).toJson();
  const { spec, metadata } = podOf(manifest);
  const pod = newestPod(kind, manifest, metadata.labels ?? {});
  const logs = (container: string) => logsOf(manifest, pod, container);
  const steps = template.steps.map((step) => planned(step, logs(step.name)));
  const others = otherInitContainers(template, spec, logs);
  const worstCaseSeconds = steps.reduce((sum, { deadlineSeconds, graceSeconds }) => sum + deadlineSeconds + graceSeconds, 0);
  const clocks = clocksOf(kind, manifest, spec);
  return {
    path,
    kind,
    name: resource.name,
    podSecurity,
    steps,
    otherInitContainers: others,
    containers: resource.containers.map(({ name }) => name),
    worstCaseSeconds,
    progressDeadlineSeconds: clocks.progress,
    activeDeadlineSeconds: clocks.active,
    effectiveRequest: effectiveRequest(spec),
    notes: notesOf({ template, resource, manifest, spec, pod, others, worstCaseSeconds, clocks }),
  };
}

const planned = (step: StepSpec, logs: string): PlannedStep => ({
  name: step.name,
  kind: step.kind,
  purpose: step.purpose,
  image: step.image.reference,
  waitsFor: step.targets.map(wordsOf),
  redirectsTo: step.redirectsTo,
  gives: step.gives,
  after: step.after,
  deadlineSeconds: step.deadline.toSeconds(),
  atDeadline: step.goesOn ? 'go on' : 'fail',
  graceSeconds: step.grace?.toSeconds() ?? 0,
  attempts: step.attempts,
  user: step.privileges.user,
  capabilities: step.privileges.capabilities ?? [],
  privileged: step.privileges.privileged ?? false,
  logs,
});
