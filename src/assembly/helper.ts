import { k8s } from 'cdk8s-plus-28';
import { helperImages } from '../images/catalogue';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';
import type { VolumeSpec } from '../template/volume-spec';

/** Where the helper is found in the user's image. */
export const HELPER_DIRECTORY = '/prelude';
export const HELPER = `${HELPER_DIRECTORY}/busybox`;
/** Where it is put by the container that leaves it; not the same place, or that container's own file would be hidden. */
export const INSTALL_DIRECTORY = '/prelude-install';
export const HELPER_CONTAINER = 'prelude-helper';

export const HELPER_VOLUME: VolumeSpec = {
  name: 'prelude-helper',
  source: { emptyDir: { sizeLimit: k8s.Quantity.fromString('8Mi') } },
};

/**
 * Who leaves the helper for the steps that run in the user's image: nobody, an earlier step's container at no cost, or a
 * container of its own that costs the start about a second.
 */
export type HelperPlan =
  | { readonly by: 'nobody' }
  | { readonly by: 'step'; readonly step: StepSpec }
  | { readonly by: 'container'; readonly before: StepSpec };

/** Decides who leaves the helper. */
export function planHelper(template: PodTemplate): HelperPlan {
  const first = template.steps.findIndex((step) => step.shell === 'helper');
  const user = template.steps[first];
  if (!user) return { by: 'nobody' };
  const earlier = template.steps.slice(0, first).find((step) => step.image === helperImages.busybox);
  return earlier ? { by: 'step', step: earlier } : { by: 'container', before: user };
}

/** The names of the library's init containers, in the order in which they run. */
export function stepNames(template: PodTemplate): readonly string[] {
  const helper = planHelper(template);
  return template.steps.flatMap((step) => (helper.by === 'container' && helper.before === step ? [HELPER_CONTAINER, step.name] : [step.name]));
}
