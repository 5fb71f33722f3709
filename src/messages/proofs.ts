/* What is said where a handle would prove nothing: steps that a patch has moved or changed, files that somebody else can write. */

import { container } from './words';

export const stepIsSidecar = (step: string): string =>
  `step "${step}" has restartPolicy Always, which makes it a sidecar: Kubernetes starts the next container without waiting for its end, ` +
  'and nothing that it proves is true then; take the patch that sets it back.';
export const stepIsNoSidecar = (step: string): string =>
  `step "${step}" is declared to run on beside the app, and has no restartPolicy Always: Kubernetes waits for its end before it starts the next ` +
  'container, so the pod never starts; take back the patch that removed it.';
export const stepMissing = (step: string) =>
  `step "${step}" is not among the init containers of the rendered pod, so what needs it would start without it: ` +
  'a patch has taken it out; take that patch back, or remove the step from the code.';
export const stepOutOfOrder = (step: string, before: string) =>
  `step "${step}" would run before "${before}", which comes first in the code: ` +
  'a patch has moved it; take that patch back, for the order of the code is the order that the handles prove.';
export const stepChanged = (step: string, field: string) =>
  `step "${step}" has another ${field} than the code gave it, so its handles prove nothing: ` +
  'remove the patch that changes it, say it in the properties of the step, or write a step of your own.';
export const readsBeforeStep = (name: string, step: string) =>
  `${container(name)} reads the files of step "${step}" and would start before it: ` +
  'a patch has moved it; take that patch back, for the order of the code is the order that the handles prove.';
export const writableAndProven = (step: string, writer: string, reader: string) =>
  `the files of step "${step}" are mounted writable by container "${writer}", so nothing proves what container "${reader}" reads: ` +
  'mount them read-only in both, or writable(…) in both.';
export const overwritten = (file: string, volume: string, step: string, by: string, reader: string) =>
  `step "${by}" writes "${file}" into volume "${volume}" once more, after step "${step}", so nothing proves what container "${reader}" reads: ` +
  `mount the files of "${by}", or give each step a volume of its own.`;
