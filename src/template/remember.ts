import type { PodTemplate } from './pod-template';

/** A pure function of a template that remembers its answer until something more is declared. */
export function rememberOf<T>(answer: (template: PodTemplate) => T): (template: PodTemplate) => T {
  const known = new WeakMap<PodTemplate, { readonly revision: number; readonly answer: T }>();
  return (template) => {
    const before = known.get(template);
    if (before?.revision === template.revision) return before.answer;
    const found = answer(template);
    known.set(template, { revision: template.revision, answer: found });
    return found;
  };
}
