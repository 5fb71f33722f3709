import type { ScriptName } from './embedded';

/** A part of a program that is not the library's: the text of a script of the user's. */
export interface OwnScript {
  /** The text, POSIX sh. */
  readonly text: string;
}

/** A part of a program: a script of the library by its name, or one of the user's. */
export type ScriptPart = ScriptName | OwnScript;
