import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/render-config';
import type { Piece } from './placeholders';

/** Stands for a placeholder; no template holds one. */
const PLACE = '\0';

/** What no shell looks at twice, in whichever locale. */
const PLAIN = '[A-Za-z0-9_./:@%+,=-]';
const SINGLE_QUOTED = `'[^'${PLACE}]*'`;
/** Variables in double quotes are put in and not read again; `$(…)`, backquotes and arithmetic would run what they hold. */
const DOUBLE_QUOTED = `"(?:[^"\\\\$\`${PLACE}]|\\\\[^${PLACE}]|\\$[A-Za-z_]\\w*|\\$\\{[A-Za-z_]\\w*\\})*"`;
const COMMENT = `#[^${PLACE}]*`;
const LINE = new RegExp(
  `^(?:[ \\t]*(?:${COMMENT})?|(?:export )?[A-Za-z_]\\w*=(?:${PLACE}|${PLAIN}|${SINGLE_QUOTED}|${DOUBLE_QUOTED})*(?:[ \\t]+(?:${COMMENT})?)?)$`,
);

/**
 * Checks every line of a file of variables by itself, those without placeholders too: a quote, a here-document or a backslash
 * that goes on beyond its line would turn the quotes around the values of the next lines inside out, and run what they hold.
 */
export function checkEnvFile(at: IConstruct, file: string, pieces: readonly Piece[]): void {
  const lines = pieces.map(({ text }) => text ?? PLACE).join('').split('\n');
  const wrong = lines.findIndex((line) => !LINE.test(line));
  if (wrong >= 0) refuse(at, 'rendered-format', say.notAnEnvLine(file, wrong + 1), lines[wrong]?.replaceAll(PLACE, '@{…}'));
}
