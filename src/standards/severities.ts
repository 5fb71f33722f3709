import { checkPattern, checkRecord } from '../checks/values';
import { refuse } from '../errors';
import * as say from '../messages/standards';
import type { Finding, RuleSeverity } from '../rules';
import type { Severities, StandardProps } from './props';
import type { Standards } from './standards';

const VERSION = /^\d+(\.\d+){0,2}$/;

/** Checks what a standard says of the severity of rules; `checkId` refuses what is no rule. */
export function checkSeverities(at: string, given: unknown, checkId: (id: string) => void): Severities {
  for (const [id, severity] of Object.entries(checkRecord(at, 'severities', given, 'severities by the id of the rule'))) {
    checkId(id);
    if (severity === 'error' || severity === 'warning') continue;
    const { errorFrom, ...more } = Object(severity) as { readonly errorFrom?: unknown };
    if (typeof errorFrom !== 'string' || !VERSION.test(errorFrom) || Object.keys(more).length > 0) refuse(at, 'standard-definition', say.badSeverity(id), severity);
  }
  return Object.freeze({ ...given as Severities });
}

/** The version of a standard. */
export const checkStandardVersion = (at: string, version: unknown): string => checkPattern(at, 'standard-definition', say.badStandardVersion, VERSION, version);

/** What a standard of some version makes of findings, by the id of the rule. */
export function severitiesOf({ version = '0', severities = {} }: StandardProps): Readonly<Record<string, RuleSeverity>> {
  return Object.fromEntries(Object.entries(severities).map(([id, given]): [string, RuleSeverity] =>
    [id, typeof given === 'string' ? given : isAtLeast(version, given.errorFrom) ? 'error' : 'warning']));
}

/** True where findings of warnings fail as well: a standard, or the one who runs the synth, wants it so. */
const isStrict = ({ strict }: Pick<Standards, 'strict'>): boolean => strict?.value === true || /^(1|true)$/.test(process.env.CDK8S_PRELUDE_STRICT ?? '');

/** True for a finding that is printed and stops nothing. */
export const isWarning = (standards: Pick<Standards, 'severities' | 'strict'>, { rule, severity = 'error' }: Finding): boolean =>
  (standards.severities[rule]?.value ?? severity) === 'warning' && !isStrict(standards);

function isAtLeast(version: string, least: string): boolean {
  const [have, need] = [version, least].map((one) => one.split('.').map(Number)) as [number[], number[]];
  for (let part = 0; part < 3; part++) {
    const difference = (have[part] ?? 0) - (need[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
