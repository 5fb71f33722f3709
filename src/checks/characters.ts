import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { halfCharacter } from '../messages/input';

/** Invisible characters, those that turn the direction of a line or begin a control sequence, and halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** True where a text of one line holds characters that a log, a terminal or a reviewer cannot show as they are. */
export const hasUnseen = (text: string): boolean => UNSEEN.test(text);

/** The same of a sentence: two of them join letters, or keep them apart, in Persian, Hindi and emoji. */
export const hasUnseenInSentence = (text: string): boolean => hasUnseen(text.replace(/[\u200c\u200d]/g, ''));

/** True where a text holds half of a pair of code units: it has no UTF-8, so that no file, process or YAML can hold it. */
export const hasHalfCharacter = (text: string): boolean => !(text as string & { isWellFormed(): boolean }).isWellFormed();

/** Refuses a text that no file and no process can be given. */
export function checkCharacters(at: IConstruct | string, what: string, text: string): void {
  if (hasHalfCharacter(text)) refuse(at, 'characters', halfCharacter(what), JSON.stringify(text).slice(0, 60));
}
