import { ofOtherCopy } from '../duplicate-installs';
import { refuse } from '../errors';
import { notAWorkload } from '../messages/input';
import type { PodTemplate } from './pod-template';

/** A workload as rooms below `workload/` see it: an id, and a template that only this library can read. */
export interface WorkloadLike<out Id extends string = string> {
  /** The id of the workload. */
  readonly id: Id;
}

const templates = new WeakMap<object, PodTemplate>();

/** Remembers which template belongs to a workload. */
export const registerTemplate = (workload: object, template: PodTemplate): void => void templates.set(workload, template);

/** The template of what may be a workload. */
export const findTemplate = (workload: object): PodTemplate | undefined => templates.get(workload);

/** The template of a workload; refuses what is no workload of this library, by a sentence that may be the caller's own. */
export function templateOf(at: string, workload: unknown, sentence: string = notAWorkload): PodTemplate {
  const template = typeof workload === 'object' && workload !== null ? templates.get(workload) : undefined;
  if (template) return template;
  const stranger = ofOtherCopy(workload);
  if (stranger !== undefined) return refuse(at, 'duplicate-installs', stranger);
  return refuse(at, 'workload-needed', sentence, (workload as { node?: { path?: string } } | undefined)?.node?.path ?? workload);
}

const containers = new WeakMap<object, PodTemplate>();

/** Remembers to which pods a container of cdk8s-plus belongs. */
export const registerContainer = (container: object, template: PodTemplate): void => void containers.set(container, template);

/** The template of the pods that what may be a container belongs to. */
export const templateOfContainer = (container: object): PodTemplate | undefined => containers.get(container);
