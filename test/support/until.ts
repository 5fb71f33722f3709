/** Lets time pass: only where time itself is what is tested, or a moment is to be taken at random. Else `until`. */
export const sleep = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** How long, and how often, a condition is asked for. */
export interface UntilOptions {
  /** Milliseconds. */
  readonly deadline?: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

/**
 * Resolves as soon as the condition holds, with what it gave. Where it does not in time, throws what was waited for.
 *
 * @param what what is waited for; a function is called at the end, for it may tell how far it came
 */
export async function until<T>(
  condition: () => T | Promise<T>, what: string | (() => string), { deadline = 15_000, every = 10 }: UntilOptions = {},
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const held = await condition();
    if (held) return held;
    if (performance.now() > end) throw new Error(`waited ${deadline / 1000} s for ${typeof what === 'string' ? what : what()}`);
    await sleep(every);
  }
}
