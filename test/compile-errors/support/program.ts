/** What a file of programs holds, by name. Nothing runs before somebody runs it. */
export const programs = new Map<string, () => void>();

function add(name: string, run: () => void): void {
  if (programs.has(name)) throw new Error(`there are two programs of the name "${name}"`);
  programs.set(name, run);
}

/** A program that must not compile, and that plain JavaScript is refused with the same words. */
export const mistake = add;

/** A program that compiles, for its mistake lies in a value, and that is refused when it runs. */
export const late = add;

/** A program that compiles and runs. */
export const fine = add;
