import { stepProgramReplaced } from '../messages/proofs';
import { type Container, list } from '../manifest/types';
import type { Rule } from './rule';

export const stepPrograms: Rule = {
  id: 'step-programs',
  title: 'Each step runs the program that the code gave it',
  why: 'A handle proves what that program has done; another one in its place proves nothing, and the step still has its name.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check({ containers, steps, declared: { programs } = {} }, report) {
    if (programs === undefined) return;
    for (const container of containers) {
      if (container.group !== 'initContainers') continue;
      const program = programs[steps.indexOf(container.name)];
      if (program === undefined || runs(container.json, program)) continue;
      report({ where: container.at('command'), sentence: stepProgramReplaced(container.name) });
    }
  },
};

/** True where a shell, whichever and wherever it is, is given the program. */
function runs({ command }: Container, program: string): boolean {
  const words = list(command);
  const index = words.indexOf(program);
  return index > 1 && words[index - 1] === '-c';
}
