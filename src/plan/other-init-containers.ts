import * as say from '../messages/plan';
import type { DescribedPod } from './described';
import type { OtherInitContainer } from './planned';

/** The init containers of a pod that are none of the steps, each with the step that starts after it. */
export function otherInitContainers(
  { facts, steps: ofSteps, initContainers }: DescribedPod, logsOf: (container: string) => string,
): readonly OtherInitContainer[] {
  const steps = new Set(ofSteps.map((step) => step.name));
  return initContainers.flatMap(({ name, image, isSidecar }, index): OtherInitContainer[] => {
    if (steps.has(name)) return [];
    const before = initContainers.slice(index + 1).find((later) => steps.has(later.name))?.name;
    const what = name === facts?.helper?.name
      ? { kind: 'helper', purpose: say.helperPurpose(facts.helper.for) } as const
      : isSidecar ? { kind: 'sidecar', purpose: say.ownSidecar } as const : { kind: 'own', purpose: say.ownInitContainer } as const;
    return [{ name, image, before, ...what, logs: logsOf(name) }];
  });
}
