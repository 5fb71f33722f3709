import { type Code, made } from './code';

const REFERENCE = /\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g;

/** Words of a command as Kubernetes gives them to a program: variables of the container are put in, `$$(` stands for `$(`. */
export function wordsCode(words: readonly string[], variables: readonly string[]): Code {
  return words.map((word) => {
    const names = [...word.replaceAll('$$(', '').matchAll(REFERENCE)].map(([, name = '']) => name);
    const isMeant = names.some((name) => variables.includes(name));
    return isMeant ? made('expand', word) : asGiven(word);
  });
}

/** A text without the escapes of Kubernetes. */
export const asGiven = (text: string): string => text.replaceAll('$$(', '$(');
