import { wordsOf } from '../declared/target';
import { effectiveRequest } from '../manifest/effective-request';
import { list, text } from '../manifest/types';
import { logsOf, newestPod } from './commands';
import type { DescribedPod, DescribedStep } from './described';
import { notesOf } from './notes';
import { otherInitContainers } from './other-init-containers';
import type { PlannedStep, StartUpPlan } from './planned';

/** The plan of a pod of any origin. */
export function planOf(described: DescribedPod): StartUpPlan {
  const { facts, kind, name, level, manifest, metadata, spec, clocks } = described;
  const pod = newestPod(kind, manifest, metadata.labels ?? {});
  const logs = (container: string) => logsOf(manifest, pod, container);
  const steps = described.steps.map((step) => planned(step, logs(step.name)));
  const others = otherInitContainers(described, logs);
  const worstCaseSeconds = steps.reduce((sum, { deadlineSeconds, graceSeconds }) => sum + deadlineSeconds + graceSeconds, 0);
  return {
    path: facts?.path ?? '',
    source: facts?.source,
    kind,
    name,
    podSecurity: level,
    steps,
    otherInitContainers: others,
    containers: described.containers.map((container) => container.name),
    worstCaseSeconds,
    progressDeadlineSeconds: clocks.progress,
    activeDeadlineSeconds: clocks.active,
    effectiveRequest: effectiveRequest(spec),
    notes: notesOf({ described, pod, others, worstCaseSeconds }),
  };
}

function planned({ name, purpose, image, runsAs, json: { securityContext }, facts }: DescribedStep, logs: string): PlannedStep {
  const { kind, source, waitsFor = [], redirectsTo = [], gives = [], after = [], deadline, goesOn, grace = 0, attempts } = facts;
  return {
    name,
    kind,
    source,
    purpose,
    image,
    waitsFor: waitsFor.map(wordsOf),
    redirectsTo,
    gives,
    after,
    deadlineSeconds: deadline,
    atDeadline: goesOn ? 'go on' : 'fail',
    graceSeconds: grace,
    attempts,
    user: runsAs,
    capabilities: list(securityContext?.capabilities?.add).map(text),
    privileged: securityContext?.privileged === true,
    logs,
  };
}
