const MOST = 10_000;

/**
 * A pure function of a text that remembers its answers: names, amounts and images repeat from pod to pod, and looking an
 * answer up is cheaper than matching a pattern. That there is no answer is remembered as well.
 */
export function remember<T>(answer: (given: string) => T, most = MOST): (given: string) => T {
  const known = new Map<string, T>();
  return (given) => {
    const before = known.get(given);
    if (before !== undefined || known.has(given)) return before as T;
    if (known.size >= most) known.clear();
    const found = answer(given);
    known.set(given, found);
    return found;
  };
}
