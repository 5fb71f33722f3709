import { isSet } from './types';

/**
 * Calls for every place in a document that a path fits and where something is: `*` stands for every member of a list, which is
 * called by its name where it has one.
 */
export function places(at: unknown, [step, ...rest]: readonly string[], found: (where: string, value: unknown) => void, where = ''): void {
  if (!isSet(at)) return;
  if (step === undefined) return found(where, at);
  if (typeof at !== 'object') return;
  if (step !== '*') return places((at as Record<string, unknown>)[step], rest, found, where === '' ? step : `${where}.${step}`);
  if (Array.isArray(at)) at.forEach((member: unknown, index) => places(member, rest, found, `${where}[${nameOf(member, index)}]`));
}

const nameOf = (member: unknown, index: number): string => {
  const { name } = (member ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : String(index);
};
