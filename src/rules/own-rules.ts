import { findWithoutWords, ruleIsAsynchronous, ruleThrew } from '../messages/standards';
import { containersOf } from '../manifest/containers';
import type { Requirement } from '../declared/asked';
import { type CheckedPod, type Finding, type RenderedPod, type Rule, ruleOf, type Violation } from './rule';

/**
 * Checks a pod by rules of a company. They are shown a copy that cannot be changed: what they did to the pod itself would be
 * written, after all other rules have looked. A mistake of such a rule is told as a finding of it, and hides no other finding.
 */
export function checkByOwn(rules: readonly Requirement<Rule>[], finished: RenderedPod): readonly Finding[] {
  if (rules.length === 0) return [];
  const { spec, metadata, manifest, steps } = finished;
  const copy = frozenCopy({ spec, metadata, manifest, steps });
  const containers = Object.freeze(containersOf(copy.spec).map((container) => Object.freeze(container)));
  const pod: CheckedPod = Object.freeze({ ...finished, ...copy, containers });
  return rules.flatMap((asked) => checkByOne(asked, pod));
}

function checkByOne({ value: rule, by }: Requirement<Rule>, pod: CheckedPod): readonly Finding[] {
  const found: Finding[] = [];
  const ofTheRule = (sentence: string): void => void found.push({ ...ruleOf(rule), by, where: pod.path, sentence });
  const report = (violation: unknown): void => {
    if (isViolation(violation)) found.push({ ...ruleOf(rule), by, ...violation });
    else ofTheRule(findWithoutWords);
  };
  try {
    const returned: unknown = rule.check(pod, report);
    if (typeof (returned as PromiseLike<unknown> | undefined)?.then === 'function') {
      // Why it fails later is nobody's to hear any more.
      void Promise.resolve(returned).catch(() => undefined);
      ofTheRule(ruleIsAsynchronous);
    }
  } catch (error) {
    ofTheRule(ruleThrew(error instanceof Error ? error.message : String(error)));
  }
  return found;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function isViolation(value: unknown): value is Violation {
  const { where, sentence, given } = Object(value) as Partial<Record<keyof Violation, unknown>>;
  return isText(where) && isText(sentence) && (given === undefined || typeof given === 'string');
}

/** A copy of lists and plain objects that cannot be changed; what stands in two places of the original does so in the copy. */
function frozenCopy<T>(value: T, made = new Map<unknown, unknown>()): T {
  const isList = Array.isArray(value);
  if (!isList && Object.prototype.toString.call(value) !== '[object Object]') return value;
  const known = made.get(value);
  if (known !== undefined) return known as T;
  const copy: unknown[] | Record<string, unknown> = isList ? [] : {};
  made.set(value, copy);
  for (const [key, member] of Object.entries(value as object)) (copy as Record<string, unknown>)[key] = frozenCopy(member, made);
  return Object.freeze(copy) as T;
}
