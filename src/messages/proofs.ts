/* Messages about handles that would prove nothing: a patch has moved or changed the step, or another container can write its files. */

import { container } from './words';

export const stepIsSidecar = (step: string): string =>
  `step "${step}" has restartPolicy Always, which makes it a sidecar: Kubernetes starts the next container without waiting for its end, ` +
  'so its handles prove nothing; remove the patch that sets restartPolicy.';
export const stepIsNoSidecar = (step: string): string =>
  `step "${step}" is declared as a sidecar but has no restartPolicy Always: Kubernetes waits for its end before it starts the next ` +
  'container, so the pod never starts; remove the patch that removes restartPolicy.';
export const stepMissing = (step: string) =>
  `step "${step}" is not among the init containers of the rendered pod, so containers that need it would start without it: ` +
  'a patch has removed it; remove that patch, or remove the step from the code.';
export const stepRenamed = (step: string, name: string) =>
  `init container "${name}" has the place and the program of step "${step}", and another name, which its handles do not know: ` +
  'remove the patch that renames it, or give the step this id in the code.';
export const stepOutOfOrder = (step: string, before: string) =>
  `step "${step}" would run before "${before}", which comes first in the code: ` +
  'a patch has moved it; remove that patch, because the handles prove the order of the code.';
export const stepChanged = (step: string, field: string) =>
  `step "${step}" has a different ${field} than in the code, so its handles prove nothing: ` +
  'remove the patch that changes it, set it in the properties of the step, or write your own step.';
export const readsBeforeStep = (name: string, step: string) =>
  `${container(name)} reads the files of step "${step}" and would start before it: ` +
  'a patch has moved it; remove that patch, because the handles prove the order of the code.';
export const writableAndProven = (step: string, writer: string, reader: string) =>
  `container "${writer}" mounts the files of step "${step}" writable, so nothing proves what container "${reader}" reads: ` +
  'mount them read-only in both, or writable(…) in both.';
export const overwritten = (file: string, volume: string, step: string, by: string, reader: string) =>
  `step "${by}" writes "${file}" into volume "${volume}" again, after step "${step}", so nothing proves what container "${reader}" reads: ` +
  `mount the files of "${by}", or give each step its own volume.`;
