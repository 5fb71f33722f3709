import type { TargetFacts } from '../declared/target';
import type { Container } from '../manifest/types';
import type { DescribedPod } from '../plan/described';
import { containerScript } from '../shell/container-script';
import { asksOf, valuesOf } from '../shell/waits';

/* What init containers ask over the network: steps by their facts, other containers by their commands. */

/** What a container asks. */
export interface Asking {
  readonly name: string;
  readonly waitsFor: readonly TargetFacts[];
}

/** What the init containers of a pod ask: steps by the facts, others by their commands. */
export function askingOf({ facts, initContainers }: DescribedPod): readonly Asking[] {
  const steps = new Map((facts?.steps ?? []).map(({ name, waitsFor = [] }) => [name, waitsFor]));
  return initContainers.flatMap(({ name, json, isSidecar }): readonly Asking[] => {
    const waitsFor = steps.get(name) ?? (facts?.helper?.name === name || isSidecar ? [] : askedByCommand(json));
    return waitsFor.length > 0 ? [{ name, waitsFor }] : [];
  });
}

function askedByCommand(json: Container): readonly TargetFacts[] {
  const script = containerScript({ json }, false);
  return script ? asksOf(script, valuesOf(json)).filter(({ host }) => host !== 'localhost') : [];
}
