/* Lists of functions in sentences, for the compiler too. */

/** `a(…), b(…) or c(…)` of a list of names. */
export type OrOf<L extends readonly string[]> = L extends readonly [infer One extends string] ? `${One}(…)`
  : L extends readonly [infer One extends string, infer Two extends string] ? `${One}(…) or ${Two}(…)`
    : L extends readonly [infer First extends string, ...infer Rest extends readonly string[]] ? `${First}(…), ${OrOf<Rest>}` : string;

/** `a(…), b(…) or c(…)` of a list of names. */
export function orOf<const L extends readonly string[]>(names: L): OrOf<L> {
  const calls = names.map((name) => `${name}(…)`);
  return [calls.slice(0, -1).join(', '), ...calls.slice(-1)].filter((part) => part !== '').join(' or ') as OrOf<L>;
}
