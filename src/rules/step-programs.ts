import { changedFields } from '../declared/made';
import { type DeclaredPod, FIELDS_OF_STEPS, type FieldOfStep } from '../declared/pod';
import type { PlacedContainer } from '../manifest/containers';
import { isSame } from '../manifest/same';
import { isSet } from '../manifest/types';
import { stepChanged } from '../messages/proofs';
import type { LibraryRule } from './rule';

/** How a message calls what a handle relies on. */
const CALLED: Readonly<Record<FieldOfStep, string>> = {
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
  needs: ['facts'],
  title: 'Each step runs as in the code: program, arguments, image, environment, mounts and privileges',
  why: 'A handle proves what that program has done; another program, or the same one with other arguments, proves nothing under the name of the step.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check({ containers, steps, declared, kind, manifest }, report) {
    if (declared === undefined || (kind === 'Pod' && isAdmitted(manifest))) return;
    for (const container of containers) {
      const place = container.group === 'initContainers' ? steps.indexOf(container.name) : -1;
      if (place < 0) continue;
      for (const field of changed(container, place, declared)) {
        report({ where: container.at(field), sentence: stepChanged(container.name, CALLED[field]) });
      }
    }
  },
};

/** True of a pod that was read from a cluster: the admission may have given its containers more. */
const isAdmitted = (manifest: { readonly metadata?: { readonly uid?: string } | null }): boolean => isSet(manifest.metadata?.uid);

const NONE: readonly FieldOfStep[] = Object.freeze([]);

/** The fields that are not as the code gave them, or, where the code is not there, as the hashes in the manifest say. */
function changed({ json }: PlacedContainer, place: number, { steps, made }: DeclaredPod): readonly FieldOfStep[] {
  const container = json as Partial<Record<FieldOfStep, never>>;
  const step = steps?.[place];
  if (step !== undefined) return FIELDS_OF_STEPS.filter((field) => !isSame(container[field], step[field]));
  const hashes = made?.[place];
  return hashes === undefined ? NONE : changedFields(container, hashes);
}

/** True for a container that is what the code says of the step at a place; false too where nothing is known of it. */
export const isUnchanged = (container: PlacedContainer, place: number, declared: DeclaredPod): boolean =>
  (declared.steps?.[place] ?? declared.made?.[place]) !== undefined && changed(container, place, declared).length === 0;
