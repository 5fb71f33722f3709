import { refuse } from '../errors';
import { valueWithoutCommand } from '../messages/compile-time';
import type { ForeignContainer } from '../handles/handle';
import { anotherPodsContainer } from '../messages/input';
import { runsBeforeSteps } from '../messages/values';
import type { PodTemplate } from './pod-template';
import { type KeptValue, valueMount } from './value-spec';

/** Has a container that cdk8s-plus made started with a value of a step. */
export function setInto(template: PodTemplate, value: KeptValue, container: ForeignContainer, variable: string): void {
  const at = `${template.path}/${container?.name ?? 'container'}`;
  if (!template.carrier.ownsContainer(container)) refuse(at, 'other-pod', anotherPodsContainer(container?.name, template.id));
  if (!template.carrier.startsAfterSteps(container)) refuse(at, 'before-steps', runsBeforeSteps(container.name));
  if (!container.command?.length) refuse(at, 'step-value', valueWithoutCommand);
  template.addForeignValue(at, container, variable, valueMount(value, variable));
}
