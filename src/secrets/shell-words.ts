/** A word of a shell as it stands in a script: without its quotes where it has them, and where it begins. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

const PIECE = /#[^\n]*|\\\n|[ \t]+|\n|[;|&(){}]+|(?:[^\s;|&(){}"'\\$`]|\\[^\n]|\$\([^()\n]{0,512}\)|\$\{[^{}\n]{0,512}\}|\$|`[^`\n]{0,512}`|[{}](?=\S)|"(?:[^"\\]|\\[^])*"|'[^']*')+|[^]/g;

/** The simple commands of a script, as far as they can be told without a shell: what is no shell at all gives words, too. */
export function* commandsOf(script: string): Iterable<readonly Word[]> {
  let words: Word[] = [];
  for (const { 0: piece, index } of script.matchAll(PIECE)) {
    if (/^(?:[ \t]|\\\n)/.test(piece)) continue;
    if (/^[;|&(){}\n#]/.test(piece)) {
      if (words.length > 0) yield words;
      words = [];
    } else {
      words.push(unquoted(piece, index));
    }
  }
  if (words.length > 0) yield words;
}

/** One pair of quotes around the whole is taken off, so that places stay right; others inside are taken out, and places are about right. */
function unquoted(piece: string, start: number): Word {
  const whole = /^"([^"]*)"[:,.]?$|^'([^']*)'[:,.]?$/.exec(piece);
  return whole ? { text: whole[1] ?? whole[2] ?? '', start: start + 1 } : { text: piece, start };
}
