import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { checkHandle, type Handle } from '../handles/handle';
import { notAHandle } from '../messages/input';
import type { PodTemplate } from '../template/pod-template';

/** The names of the steps whose handles a step holds: those that it needs, and those of `after`, all of its own pod. */
export function stepsBefore(at: IConstruct, template: PodTemplate, needs: readonly Handle[] | undefined, after: unknown): readonly string[] {
  if (after !== undefined && !Array.isArray(after)) refuse(at, 'handle', notAHandle('after'), after);
  const handles = [...(needs ?? []), ...(after as readonly Handle[] | undefined ?? [])];
  return [...new Set(handles.map((handle) => checkHandle(at, template, 'after', handle).step))];
}
