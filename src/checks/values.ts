import type { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkCharacters, hasUnseen, hasUnseenInSentence } from './characters';
import { refuse } from '../errors';
import * as say from '../messages/input';
import type { RuleId } from '../messages/rule-ids';
import { argumentTooLong } from '../messages/resources';

/** MAX_ARG_STRLEN of Linux: one argument or variable, its closing NUL included, does not exec beyond. */
export const LONGEST_ARGUMENT = 131072;

/** Checks a duration: of whole seconds, at least one unless none will do. */
export function checkDuration(at: IConstruct | string, what: string, value: unknown, least: 0 | 1 = 1): Duration {
  if (!isDuration(value)) return refuse(at, 'duration', say.notADuration(what), value);
  const milliseconds = value.toMilliseconds();
  const good = Number.isFinite(milliseconds) && milliseconds >= least * 1000 && milliseconds % 1000 === 0;
  return good ? value : refuse(at, 'duration', say.durationTooShort(what, least), `${milliseconds} ms`);
}

/** Checks a size: above zero. */
export function checkSize(at: IConstruct | string, what: string, value: unknown): Size {
  if (!isSize(value)) return refuse(at, 'size', say.notASize(what), value);
  return bytes(value) > 0 ? value : refuse(at, 'size', say.sizeNotPositive(what), bytes(value));
}

export const MEBIBYTE = 1024 * 1024;

/** By its number: rules use this file too, and the command over YAML loads no cdk8s. */
const NO_ROUNDING = 2 satisfies SizeRoundingBehavior.NONE;

/** A size in bytes; cdk8s counts in kibibytes. */
export const bytes = (size: Size): number => size.toKibibytes({ rounding: NO_ROUNDING }) * 1024;

/** A size as Kubernetes writes it, in the largest unit that is whole. */
export const quantity = (size: Size): string => quantityOf(bytes(size));

/** The same of a number of bytes. */
export function quantityOf(size: number): string {
  const kibibytes = Math.ceil(size / 1024);
  if (kibibytes % (1024 * 1024) === 0) return `${kibibytes / (1024 * 1024)}Gi`;
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024}Mi` : `${kibibytes}Ki`;
}

/** Checks an absolute path that is the same however it is written. */
export function checkAbsolutePath(at: IConstruct | string, what: string, path: unknown): string {
  const good = typeof path === 'string' && /^\/[^:]*$/.test(path) && !hasUnseen(path) && !/\/\/|\/\.{1,2}(\/|$)/.test(path);
  return good ? path : refuse(at, 'path', say.notAnAbsolutePath(what), path);
}

/** Checks a user or group id. */
export function checkId(at: IConstruct | string, what: string, id: unknown): number {
  const good = typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= 2147483647;
  return good ? id : refuse(at, 'user-id', say.notAnId(what), id);
}

/** Checks words for a person: a line of text that says something. */
export function checkSentence(at: IConstruct | string, what: string, text: unknown): string {
  const good = typeof text === 'string' && text.trim() !== '' && !hasUnseenInSentence(text);
  return good ? text : refuse(at, 'reason', say.notASentence(what), text);
}

/** Checks what is true or false. */
export function checkFlag(at: IConstruct | string, what: string, value: unknown): boolean {
  return typeof value === 'boolean' ? value : refuse(at, 'choice', say.notAFlag(what), value);
}

/** Checks what is one of a few words. */
export function checkOneOf<T extends string>(at: IConstruct | string, what: string, value: unknown, choices: readonly T[]): T {
  return choices.includes(value as T) ? (value as T) : refuse(at, 'choice', say.notOneOf(what, choices), value);
}

/** Checks a whole number from a least value on. */
export function checkWhole(at: IConstruct | string, what: string, value: unknown, least: number): number {
  const good = typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
  return good ? value : refuse(at, 'numbers', say.notWhole(what, least), value);
}

/** Checks a command or its arguments: strings, none of which is too long to exec. */
export function checkArguments(at: IConstruct | string, what: string, value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value[0] === '') return refuse(at, 'command', say.emptyCommand(what), value);
  for (const [index, argument] of value.entries()) {
    if (typeof argument !== 'string') refuse(at, 'command', say.notAString(what), argument);
    if (argument.includes('\0')) refuse(at, 'characters', say.hasNul(what), argument);
    checkCharacters(at, `${what}[${index}]`, argument);
    checkLength(at, `${what}[${index}]`, argument);
  }
  return Object.freeze([...value]);
}

/** Checks that Linux takes an argument, or a variable with its name. */
export function checkLength(at: IConstruct | string, what: string, given: string): void {
  const length = Buffer.byteLength(given);
  if (length >= LONGEST_ARGUMENT) refuse(at, 'argument-size', argumentTooLong(what, length));
}

/** True for an object that is no list. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Checks an object, whatever it holds; `of` says what that should be. */
export function checkRecord(at: IConstruct | string, what: string, value: unknown, of: string): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : refuse(at, 'wrong-type', say.notARecord(what, of), value);
}

/** Checks what is made by cdk8s or cdk8s-plus, by the member that they look at later: that of another version is as good. */
export function checkMade(at: IConstruct | string, what: string, value: unknown, member: string, maker: string): void {
  if ((value as Readonly<Record<string, unknown>> | null | undefined)?.[member] === undefined) refuse(at, 'wrong-type', say.notMade(what, maker), value);
}

/** What was given, or what stands for nothing: null was given, and is looked at. */
export const givenOr = <T, F>(value: T | undefined, fallback: F): T | F => (value === undefined ? fallback : value);

/** Checks a list, whatever it holds. */
export function checkList<T>(at: IConstruct | string, what: string, value: readonly T[]): readonly T[] {
  return Array.isArray(value) ? value : refuse(at, 'wrong-type', say.notAList(what), value);
}

/** Checks a text against a pattern. */
export function checkPattern(at: IConstruct | string, rule: RuleId, sentence: string, pattern: RegExp, value: unknown): string {
  return typeof value === 'string' && pattern.test(value) ? value : refuse(at, rule, sentence, value);
}

const SHA256 = /^[0-9a-f]{64}$/;

/** True for a SHA-256 as tools write it. */
export const isSha256 = (text: string): boolean => SHA256.test(text);

/** Checks a SHA-256, and writes it as tools do. */
export function checkSha256(at: IConstruct | string, value: unknown): string {
  return typeof value === 'string' && isSha256(value.toLowerCase()) ? value.toLowerCase() : refuse(at, 'checksum', say.notSha256, value);
}

const SHA512 = /^[0-9a-f]{128}$/;

/** Checks a SHA-512, and writes it as tools do. */
export function checkSha512(at: IConstruct | string, value: unknown): string {
  return typeof value === 'string' && SHA512.test(value.toLowerCase()) ? value.toLowerCase() : refuse(at, 'checksum', say.notSha512, value);
}

/** Checks a sentence that a person has to give, such as a reason. */
export function checkReason(at: IConstruct | string, what: string, reason: unknown): string {
  return typeof reason === 'string' && reason.trim().length >= 3 ? reason.trim() : refuse(at, 'reason', say.noReason(what), reason);
}

// A Duration or Size of another copy of cdk8s is as good: what counts is what it can do.
const isDuration = (value: unknown): value is Duration => typeof (value as Duration | undefined)?.toMilliseconds === 'function';
const isSize = (value: unknown): value is Size => typeof (value as Size | undefined)?.toKibibytes === 'function';
