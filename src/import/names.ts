/** A text as a label of DNS, as long as it may be. */
export const labelOf = (text: string, longest: number, fallback: string): string =>
  text.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+/, '').slice(0, longest).replace(/-+$/, '') || fallback;

/** Names of variables in the code that is written, each once. */
export class Names {
  private readonly taken: Set<string>;

  constructor(reserved: readonly string[]) {
    this.taken = new Set([...reserved, ...WORDS]);
  }

  /** A variable for what is called so: `wait-for-db` is `waitForDb`. */
  variable(called: string): string {
    const words = called.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const joined = words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('') || 'it';
    const base = /^\d/.test(joined) ? `the${joined}` : joined;
    return this.free(base, (count) => `${base}${count}`);
  }

  /** The id of a construct among those of its scope: a label of DNS. */
  id(called: string): string {
    const base = labelOf(called, 50, 'it');
    return this.free(base, (count) => `${base}-${count}`);
  }

  private free(base: string, other: (count: number) => string): string {
    let found = base;
    for (let count = 2; this.taken.has(found); count++) found = other(count);
    this.taken.add(found);
    return found;
  }
}

/** No variable may be called so. */
const WORDS = (
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface ' +
  'let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined require module ' +
  'exports global globalThis process console'
).split(' ');
