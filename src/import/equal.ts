/** True for values of JSON that are the same, in whatever order the properties stand. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a, b] as ReadonlyArray<Record<string, unknown>>;
  const keys = Object.keys(one!);
  return keys.length === Object.keys(other!).length && keys.every((key) => Object.hasOwn(other!, key) && isEqual(one![key], other![key]));
}
