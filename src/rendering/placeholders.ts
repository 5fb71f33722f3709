import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/render-config';

/**
 * The names of the placeholders `@{NAME}` in a text that the compiler knows. Called by itself at the end of each branch, so
 * that compilers do it in a loop: hundreds of names are no matter.
 */
export type PlaceholdersOf<Text extends string, Found extends string = never> =
  Text extends `${string}@{${infer Name}}${infer Rest}` ? PlaceholdersOf<Rest, Found | Name> : Found;

/** A piece of a template: a text, or the name of a value. */
export type Piece = { readonly text: string; readonly name?: undefined } | { readonly name: string; readonly text?: undefined };

const OPENING = '@{';
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Takes a template apart. Whatever begins with `@{` is a placeholder, or an error. */
export function piecesOf(at: IConstruct, file: string, template: string): readonly Piece[] {
  const [first = '', ...rest] = template.split(OPENING);
  return [{ text: first }, ...rest.flatMap((part): readonly Piece[] => {
    const end = part.indexOf('}');
    const name = part.slice(0, Math.max(end, 0));
    if (end < 0 || !NAME.test(name)) return refuse(at, 'template', say.notAPlaceholder(file), `${OPENING}${part.slice(0, 40)}`);
    return [{ name }, { text: part.slice(end + 1) }];
  })];
}
