import { kindOf, type ShellNode } from './parser';

/** A word of a command, as far as the text tells what it becomes. */
export interface ShellWord {
  /** The word without its quotes; what the shell puts in stays as `$NAME` or `$(…)`. */
  readonly text: string;
  /** True where the shell puts nothing in: the text is what the program is given. */
  readonly isLiteral: boolean;
  /** True where something is put in outside of quotes, so that spaces split it and `*` is expanded. */
  readonly isSplit: boolean;
}

/** A word that stands in a list of arguments, where no shell changes it. */
export const plainWord = (text: string): ShellWord => ({ text, isLiteral: true, isSplit: false });

/** The text of a literal. */
export const literal = ({ Value }: ShellNode): string => (typeof Value === 'string' ? Value : '');

/** What a word of a script is. */
export function wordOf(word: ShellNode): ShellWord {
  const parts = (word.Parts ?? []).map((part) => partOf(part));
  return {
    text: parts.map(({ text }) => text).join(''),
    isLiteral: parts.every(({ isLiteral }) => isLiteral),
    isSplit: parts.some(({ isSplit }) => isSplit),
  };
}

function partOf(part: ShellNode): ShellWord {
  switch (kindOf(part)) {
    case 'Lit': return plainWord(literal(part).replace(/\\(.)/gs, '$1'));
    case 'SglQuoted': return plainWord(literal(part));
    case 'DblQuoted': return { ...wordOf(part), isSplit: false };
    case 'ParamExp': return { text: `$${part.Param ? literal(part.Param) : ''}`, isLiteral: false, isSplit: true };
    case 'ArithmExp': return { text: '$((…))', isLiteral: false, isSplit: false };
    default: return { text: '$(…)', isLiteral: false, isSplit: true };
  }
}
