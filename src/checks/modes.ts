import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import * as say from '../messages/steps';

/** What files may have, and directories that are made: no setuid, setgid or sticky bit. */
export const PERMISSIONS = 0o777;

/** Modes that were meant as octal and written as decimal: each has bits that no file should have. */
export const DECIMAL: ReadonlySet<number> = new Set([400, 440, 444, 500]);

/** Checks a mode, at most `most` and never writable by all, and writes it as tools take it: four octal digits. */
export function checkMode(at: IConstruct | string, what: string, value: unknown, most: number): string {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return refuse(at, 'file-mode', say.notAMode(what, most), value);
  if (DECIMAL.has(value)) refuse(at, 'file-mode', say.decimalMode(what, value), value);
  if (value > most || (value & 0o002) !== 0) {
    // Whoever leaves "0o" out writes digits of an octal number: 755 is 0o1363.
    const meant = value > PERMISSIONS && /^[0-7]{3,4}$/.test(String(value)) ? parseInt(String(value), 8) : undefined;
    if (meant !== undefined && meant <= most && (meant & 0o002) === 0) refuse(at, 'file-mode', say.decimalMode(what, value), value);
    if (value > most) refuse(at, 'file-mode', say.notAMode(what, most), `${value}, which is 0o${value.toString(8)}`);
    refuse(at, 'file-mode', say.worldWritable, octal(value));
  }
  return octal(value);
}

/** A mode in four octal digits. */
export const octal = (value: number): string => value.toString(8).padStart(4, '0');
