import type { IConstruct } from 'constructs';
import { checkKeys } from '../checks/known-keys';
import { checkOneOf } from '../checks/values';
import { refuse } from '../errors';
import { missingValue, superfluousValue } from '../messages/compile-time';
import * as say from '../messages/render-config';
import { secretInRendered } from '../messages/secrets';
import { findSecret } from '../secrets/find';
import { checkContent } from '../volumes/contents';
import { checkFileMode } from '../volumes/file-mode';
import { Arguments } from './arguments';
import { FORMATS, quote, quotingsOf } from './formats';
import { type Piece, piecesOf } from './placeholders';
import type { Template } from './templates';
import { type ResolvedValue, resolveValue } from './values';
import type { Variables } from './variables';

const KEYS = { template: true, format: true, values: true, mode: true } as const;

/** A file as far as it is known at synth. */
export interface Rendered {
  readonly name: string;
  readonly mode: number;
  /** Its pieces, as arguments of the script: what is known is quoted, the rest is quoted when the pod starts. */
  readonly pieces: readonly string[];
  /** How many bytes it may have. */
  readonly size: number;
  /** Why texts in it that look like secrets are none. */
  readonly reasons: readonly string[];
}

/** Puts what is known at synth into a template; what is not is read by variables, to which its own are added. */
export function renderTemplate(at: IConstruct, name: string, file: Template, variables: Variables): Rendered {
  if (typeof file !== 'object' || file === null) return refuse(at, 'template', say.notATemplate(name), file);
  checkKeys(at, file, KEYS);
  const { text: template, because } = checkContent(at, name, file.template);
  checkOneOf(at, `the format of "${name}"`, file.format, FORMATS);
  const pieces = piecesOf(at, name, template);
  const values = valuesOf(at, name, file, new Set(pieces.flatMap((piece) => piece.name ?? [])));
  const quotings = [...quotingsOf(at, name, file.format, pieces)];
  const args = new Arguments();
  for (const piece of pieces) {
    const value = piece.name === undefined ? undefined : values.get(piece.name);
    const quoting = value && quotings.shift();
    if (piece.text !== undefined) args.text(piece.text);
    else if (value && quoting && 'text' in value) args.text(quote(value, quoting));
    else if (value && quoting && 'from' in value) args.variable(quoting, variables.of(piece.name, value));
  }
  if (because === undefined) checkSecrets(at, name, pieces, values);
  const { all, size } = args.done();
  const reasons = [...values].map(([placeholder, value]) => [`${name} ${placeholder}`, 'because' in value ? value.because : undefined] as const);
  return {
    name,
    mode: checkFileMode(at, name, file.mode),
    pieces: all,
    size,
    reasons: [[name, because] as const, ...reasons].flatMap(([what, why]) => (why === undefined ? [] : `${what}: ${why}`)),
  };
}

/** Looks at the text as it will be: neither the template nor a value alone shows `password = hunter2`. */
function checkSecrets(at: IConstruct, name: string, pieces: readonly Piece[], values: ReadonlyMap<string, ResolvedValue>): void {
  const known = (placeholder: string): string => {
    const value = values.get(placeholder);
    return value && 'text' in value && value.because === undefined ? value.text : `@{${placeholder}}`;
  };
  const secret = findSecret(pieces.map((piece) => piece.text ?? known(piece.name)).join(''));
  if (secret !== undefined) refuse(at, 'plain-secrets', secretInRendered(name, secret.what));
}

function valuesOf(at: IConstruct, name: string, { values }: Template, asked: ReadonlySet<string>): ReadonlyMap<string, ResolvedValue> {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return refuse(at, 'template', say.notATemplate(name), values);
  for (const given of Object.keys(values)) if (!asked.has(given)) refuse(at, 'template-values', superfluousValue(given));
  return new Map([...asked].map((placeholder) => {
    if (!Object.hasOwn(values, placeholder)) refuse(at, 'template-values', missingValue(placeholder));
    return [placeholder, resolveValue(at, placeholder, values[placeholder])];
  }));
}
