import type { DeclaredStep } from '../declared/pod';
import { isSame } from '../manifest/same';
import { stepChanged } from '../messages/proofs';
import type { LibraryRule } from './rule';

/** What a handle relies on, and how a message calls it. What is harmless is not among it: resources, policies of pulling and messages. */
const FIELDS: Readonly<Record<Exclude<keyof DeclaredStep, 'name'>, string>> = {
  image: 'image',
  command: 'command',
  args: 'arguments',
  env: 'environment',
  envFrom: 'environment (envFrom)',
  workingDir: 'working directory',
  volumeMounts: 'volume mounts',
  volumeDevices: 'volume devices',
  securityContext: 'security context',
};

export const stepPrograms: LibraryRule = {
  id: 'step-programs',
  title: 'Each step runs what the code gave it: program, arguments, image, environment, mounts and rights',
  why: 'A handle proves what that program has done; another one, or the same one with other arguments, proves nothing, and the step still has its name.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check({ containers, steps, declared: { steps: declared } = {} }, report) {
    if (declared === undefined) return;
    for (const container of containers) {
      if (container.group !== 'initContainers') continue;
      const made = declared[steps.indexOf(container.name)];
      if (made === undefined) continue;
      for (const [field, called] of Object.entries(FIELDS)) {
        const key = field as keyof typeof FIELDS;
        if (isSame((container.json as Partial<DeclaredStep>)[key], made[key])) continue;
        report({ where: container.at(field), sentence: stepChanged(container.name, called) });
      }
    }
  },
};
