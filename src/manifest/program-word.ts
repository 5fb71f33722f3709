/** True for the first word of a command that can be a program: not for an option, nor for a whole line; a path may have blanks in its directories. */
export const isProgramWord = (word: string): boolean =>
  !word.startsWith('-') && (!/\s/.test(word.trim()) || (/^\.{0,2}\/(?:[^/]*\/)*[^/\s]+$/.test(word) && !/\s-/.test(word)));
