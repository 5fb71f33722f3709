import { POD_SECURITY_LEVELS, type PodSecurity } from '../manifest/pod-security';
import * as say from '../messages/command';
import { RULE_IDS } from './check-files';
import type { Severity } from './findings';
import { SEVERITIES } from './severity';
import { UsageError } from './usage-error';

/* What a check is told, by options of the command or by properties of the plugin: the same is refused, in the same words. */

/** Refuses what was given. */
export const wrong = (sentence: string): never => {
  throw new UsageError(sentence);
};

/** A severity by its name. */
export const severityNamed = (given: string): Severity => SEVERITIES.find((severity) => severity === given) ?? wrong(say.notASeverity(given));

/** A Pod Security level by its name. */
export const levelNamed = (given: string): PodSecurity =>
  POD_SECURITY_LEVELS.find((level) => level === given) ?? wrong(say.notALevel(given, POD_SECURITY_LEVELS));

/** Rules by their ids. */
export function rulesNamed(ids: readonly string[]): ReadonlySet<string> {
  for (const id of ids) if (!RULE_IDS.includes(id)) wrong(say.notARule(id));
  return new Set(ids);
}
