import { HELPER_CONTAINER, planHelper } from '../assembly/helper';
import * as say from '../messages/plan';
import { list, type PodSpec, text } from '../manifest/types';
import type { PodTemplate } from '../template/pod-template';
import type { OtherInitContainer } from './planned';

/** The init containers of a rendered pod that are none of the steps, each with the step that starts after it. */
export function otherInitContainers(template: PodTemplate, spec: PodSpec, logsOf: (container: string) => string): readonly OtherInitContainer[] {
  const steps = new Set(template.steps.map((step) => step.name));
  const helper = planHelper(template);
  const containers = list(spec.initContainers).map((container) => ({
    name: text(container?.name), image: text(container?.image), sidecar: container?.restartPolicy === 'Always',
  }));
  return containers.flatMap(({ name, image, sidecar }, index): OtherInitContainer[] => {
    if (steps.has(name)) return [];
    const before = containers.slice(index + 1).find((later) => steps.has(later.name))?.name;
    const what = name === HELPER_CONTAINER && helper.by === 'container'
      ? { kind: 'helper', purpose: say.helperPurpose(helper.of) } as const
      : sidecar ? { kind: 'sidecar', purpose: say.ownSidecar } as const : { kind: 'own', purpose: say.ownInitContainer } as const;
    return [{ name, image, before, ...what, logs: logsOf(name) }];
  });
}
