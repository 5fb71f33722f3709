/* What is said of values that steps give to containers. */

import { container } from './words';

export const runsBeforeSteps = (name: string) =>
  `container "${name}" is an init container that runs before the steps, so there is no value yet: adopt(workload, id, { ownInitContainers: 'after' }).`;
export const filesBeforeSteps = (name: string) =>
  `container "${name}" is an init container that runs before the steps, so the files are not written yet: ` +
  'run it as a step of its own (RunCommand, RunScript), or after the steps: adopt(workload, id, { ownInitContainers: \'after\' }).';
export const variableTwice = (name: string) => `variable ${name} is set to a value of a step already: choose another name.`;
export const handleInStepEnv = (name: string) =>
  `env ${name} is given a handle: a container of the app takes values of steps as variables, a step reads the file that it mounts.`;
export const notStartedWithValues = (name: string, variable: string, field: 'command' | 'args') =>
  `${container(name)} is given variable ${variable} by a step, which what starts it puts into its environment, and its ${field} in the rendered pod is something else: ` +
  'take the patch back, and change command and args in the code.';
