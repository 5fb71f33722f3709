/** What looks like a secret in a text, and where: its value is never told. */
export interface Found {
  /** What it is, in words without its value: `a private key`, `a value of "DB_PASSWORD"`. */
  readonly what: string;
  /** How it was found out. */
  readonly by: 'login' | 'parameter' | 'name' | 'header' | 'flag' | 'shape' | 'sql';
  /** The name of the variable, header, flag or parameter that it is given by. */
  readonly name?: string;
  /** Where its value begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** A way to find secrets in any text. */
export type Finder = (text: string) => Iterable<Found>;

/** A match, and where one of its groups stands. */
export interface Placed {
  readonly match: RegExpMatchArray;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** The matches of a pattern with the flags `d` and `g`, with the place of a group in the text. */
export function* placed(text: string, pattern: RegExp, group: number): Iterable<Placed> {
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.[group] ?? [0, 0];
    yield { match, value: match[group] ?? '', start, end };
  }
}
