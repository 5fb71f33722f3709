import type { PodMetadata } from '../manifest/types';
import { FACTS_ANNOTATION } from './annotations';
import { FACTS_VERSION, type PodFacts } from './facts';

/** The facts as they stand in the annotation. */
export const writeFacts = (facts: PodFacts): string => JSON.stringify(facts);

/** What came of reading: the facts, none, or why they cannot be read. */
export type ReadFacts = { readonly facts: PodFacts | undefined } | { readonly unreadable: 'version' | 'text'; readonly given: string };

/** Reads the facts that a pod carries. Whoever has changed them by hand is told, and nothing else of them is taken. */
export function readFacts({ annotations }: PodMetadata): ReadFacts {
  const given: unknown = annotations?.[FACTS_ANNOTATION];
  if (given === undefined || given === null) return { facts: undefined };
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const parsed = parse(text) as Partial<Record<keyof PodFacts, unknown>> | undefined;
  if (typeof parsed !== 'object' || parsed === null) return { unreadable: 'text', given: text };
  if (parsed.version !== FACTS_VERSION) return { unreadable: 'version', given: text };
  return isFacts(parsed) ? { facts: parsed as PodFacts } : { unreadable: 'text', given: text };
}

/** The facts that a pod carries, where they can be read. */
export function factsOf(metadata: PodMetadata): PodFacts | undefined {
  const read = readFacts(metadata);
  return 'facts' in read ? read.facts : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number';
const isBoolean: Check = (value) => typeof value === 'boolean';
const listOf = (check: Check): Check => (value) => Array.isArray(value) && value.every(check);
const isRecord: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const maybe = (check: Check): Check => (value) => value === undefined || check(value);
/** An object whose known fields are right; a later library of the same version may add others. */
const fields = (checks: Readonly<Record<string, Check>>): Check => (value) =>
  isRecord(value) && Object.entries(checks).every(([name, check]) => check((value as Fields)[name]));

const isTarget = fields({
  name: maybe(isText), protocol: maybe(isText), host: maybe(isText), port: maybe(isNumber), path: maybe(isText), level: maybe(isText),
  optional: maybe(isNumber), words: maybe(isText),
});
const isRequirement = fields({ value: isText, by: isText });
const isMount = fields({ container: isText, volume: isText });
const isStep = fields({
  name: isText, kind: isText, source: maybe(isText), waitsFor: maybe(listOf(isTarget)),
  redirectsTo: maybe(listOf(isText)), after: maybe(listOf(isText)), gives: maybe(listOf(isText)), deadline: isNumber, timeoutGiven: maybe(isBoolean),
  goesOn: maybe(isBoolean), runsOn: maybe(isBoolean), grace: maybe(isNumber), attempts: maybe(isNumber), fills: maybe(listOf(isText)),
  needs: maybe(listOf(fields({ volume: isText, bytes: isNumber }))),
  writes: maybe(listOf(fields({ volume: isText, path: isText, mode: maybe(isNumber) }))), made: maybe(isText),
});
const isFacts = fields({
  path: isText, source: maybe(isText), level: maybe((level) => level === 'restricted' || level === 'baseline' || level === 'privileged'), steps: listOf(isStep),
  helper: maybe(fields({ name: isText, at: isNumber, for: isText, made: maybe(isText) })), singleton: maybe(listOf(isText)),
  reads: maybe(listOf((read) => isMount(read) && fields({ step: isText, path: maybe(isText) })(read))), mayWrite: maybe(listOf(isMount)),
  onlyReads: maybe(listOf(isMount)),
  overwrites: maybe(listOf(fields({ volume: isText, file: isText, step: isText, by: isText }))),
  filledDirectories: maybe((filled) => isRecord(filled) && Object.values(filled as object).every(listOf(isText))),
  usersOfImages: maybe(listOf(isText)), platform: maybe(isRequirement), mesh: maybe(isRequirement), notes: maybe(listOf(isText)),
});
