/**
 * The word that was meant by one that is none of those known, if it is nearly one of them: a letter too few, too many, wrong or at
 * its neighbour's place, one in five letters at most; other case, or a plural. Undefined where the word is known, or like none.
 */
export function nearMiss(given: string, known: readonly string[]): string | undefined {
  if (known.includes(given)) return undefined;
  return known.find((word) => plain(word) === plain(given))
    ?? known.find((word) => distance(plain(word), plain(given)) <= Math.floor(word.length / 5));
}

const plain = (word: string): string => word.toLowerCase().replace(/s$/, '');

/** How many letters differ, two at each other's place counting as one (optimal string alignment). */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    const [above, twoAbove] = [rows[i - 1]!, rows[i - 2]];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (twoAbove && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j]!, twoAbove[j - 2]! + 1);
    }
    rows.push(row);
  }
  return rows[one.length]![other.length]!;
}
