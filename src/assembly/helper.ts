import { k8s } from 'cdk8s-plus-28';
import { HELPER_DIRECTORY } from '../manifest/programs';
import { isHelper } from '../standards/standards';
import type { ScriptPart } from '../scripts/part';
import type { PodTemplate } from '../template/pod-template';
import { rememberOf } from '../template/remember';
import type { StepSpec } from '../template/specs';
import type { VolumeSpec } from '../template/volume-spec';

/** Where the helper is found in the user's image. */
export { HELPER_DIRECTORY };
export const HELPER = `${HELPER_DIRECTORY}/busybox`;
/** Where it is put by the container that leaves it; not the same place, or that container's own file would be hidden. */
export const INSTALL_DIRECTORY = '/prelude-install';
export const HELPER_CONTAINER = 'prelude-helper';

/** What that container runs. */
export const HELPER_PROGRAM = ['common', 'install'] as const;

/** What a container of the app runs that is given values of steps. */
export const VALUES_PROGRAM = ['common', 'command', 'environment'] as const;

export const HELPER_VOLUME: VolumeSpec = {
  name: 'prelude-helper',
  source: { emptyDir: { sizeLimit: k8s.Quantity.fromString('8Mi') } },
};

/**
 * Who leaves the helper for the steps that run in the user's image, and for containers that are given values: nobody, an earlier
 * step's container at no cost, or a container of its own that costs the start about a second.
 */
export type HelperPlan =
  | { readonly by: 'nobody' }
  | { readonly by: 'step'; readonly step: StepSpec }
  | { readonly by: 'container'; readonly index: number; readonly of: string };

/** Decides who leaves the helper. */
export const planHelper = rememberOf((template): HelperPlan => {
  const { steps, standards } = template;
  const first = steps.findIndex((step) => step.shell === 'helper');
  const index = first < 0 ? steps.length : first;
  const of = steps[index]?.name ?? template.mains.find((step) => step.shell === 'helper')?.name ?? template.startedWithValues;
  if (of === undefined) return { by: 'nobody' };
  const earlier = steps.slice(0, index).find((step) => isHelper(standards, step.image, ['busybox']));
  return earlier ? { by: 'step', step: earlier } : { by: 'container', index, of };
});

/** Something of each of the library's init containers, in the order in which they run. */
export function eachInOrder<T>({ steps }: PodTemplate, helper: HelperPlan, ofStep: (step: StepSpec) => T, ofHelper: () => T): readonly T[] {
  const ordered = steps.map(ofStep);
  if (helper.by === 'container') ordered.splice(helper.index, 0, ofHelper());
  return ordered;
}

/** The names of the library's init containers, in the order in which they run. */
export const stepNames = rememberOf((template): readonly string[] =>
  eachInOrder(template, planHelper(template), ({ name }) => name, () => HELPER_CONTAINER));

/** The programs that the containers of a pod run. */
export const programsOf = rememberOf((template): readonly (readonly ScriptPart[])[] => {
  const programs = eachInOrder<readonly ScriptPart[]>(template, planHelper(template), ({ program }) => program.parts, () => HELPER_PROGRAM);
  const ofMains = template.mains.map(({ program }) => program.parts);
  return [...programs, ...ofMains, ...(template.startedWithValues === undefined ? [] : [VALUES_PROGRAM])];
});
