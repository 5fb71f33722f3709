/* Messages about values that steps give to containers. */

import { container } from './words';

export const runsBeforeSteps = (name: string) =>
  `container "${name}" is an init container that runs before the steps, so the value does not exist yet: use adopt(workload, id, { ownInitContainers: 'after' }).`;
export const filesBeforeSteps = (name: string) =>
  `container "${name}" is an init container that runs before the steps, so the files do not exist yet: ` +
  'run it as a step of its own (RunCommand, RunScript), or after the steps with adopt(workload, id, { ownInitContainers: \'after\' }).';
export const variableTwice = (name: string) => `a step already sets variable ${name}: choose another name.`;
export const handleInStepEnv = (name: string) =>
  `env ${name} is a handle, which only containers of the app accept as a variable: in a step, mount the file and read it.`;
export const notStartedWithValues = (name: string, variable: string, field: 'command' | 'args') =>
  `${container(name)} gets variable ${variable} from a step through the program that starts it, but a patch has changed its ${field}, so the variable is not set: ` +
  'remove the patch, and change command and args in the code.';
