import { refuse } from '../errors';
import { valueWithoutCommand } from '../messages/compile-time';
import { anotherPodsContainer } from '../messages/input';
import { runsBeforeSteps } from '../messages/values';
import type { PodTemplate } from './pod-template';
import { type KeptValue, valueMount } from './value-spec';

/** A container that cdk8s-plus made, as far as starting it goes. */
interface Startable {
  readonly name: string;
  readonly command?: readonly string[];
}

/** Has a container that cdk8s-plus made started with a value of a step. */
export function setInto(value: KeptValue, container: Startable, variable: string): void {
  const template = value._owner as PodTemplate;
  const at = `${template.path}/${container?.name ?? 'container'}`;
  if (!template.carrier.ownsContainer(container)) refuse(at, 'other-pod', anotherPodsContainer(container?.name, template.id));
  if (!template.carrier.startsAfterSteps(container)) refuse(at, 'before-steps', runsBeforeSteps(container.name));
  if (!container.command?.length) refuse(at, 'step-value', valueWithoutCommand);
  template.addForeignValue(at, container, variable, valueMount(value, variable));
}
