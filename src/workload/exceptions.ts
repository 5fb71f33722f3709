import type { IConstruct } from 'constructs';
import { checkReason } from '../checks/values';
import { refuse } from '../errors';
import * as say from '../messages/standards';
import { type Asked, type Rule, RULES } from '../rules';
import { APP_RULES } from '../rules/app';
import type { PodTemplate } from '../template/pod-template';
import { findTemplate, templateOf } from '../template/template-of';
import type { Workload } from './workload';

/** A rule that is set aside for one workload. */
export interface RuleException {
  /** The path of the workload's construct. */
  readonly path: string;
  /** The kind of workload. */
  readonly kind: string;
  /** The id of the rule. */
  readonly rule: string;
  /** What the rule asks. */
  readonly title: string;
  /** Why it is set aside. */
  readonly because: string;
  /** The standard that brought the rule; undefined where it is one of the library's. */
  readonly standard: string | undefined;
}

/**
 * Sets a rule aside for the pods of one workload. The reason stands in the YAML, as an annotation of the pods, and in
 * {@link exceptionsOf}. An exception for which the rule finds nothing is an error, so that none outlives its reason.
 *
 * The Pod Security Standards cannot be set aside this way (a weaker level is asked for by `podSecurity`), nor can rules whose
 * breach Kubernetes refuses itself.
 *
 * @param workload the workload
 * @param rule the id of the rule, as findings tell it
 * @param because why, in words
 * @throws {@link PreludeError} when there is no such rule, it cannot be set aside, or it is set aside already
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 *
 * @example
 * exceptRule(web, 'memory-limit', 'the JVM sizes its heap by the node; see OPS-512');
 * // metadata.annotations: { cdk8s-prelude/except.memory-limit: the JVM sizes its heap by the node; see OPS-512 }
 */
export function exceptRule(workload: Workload<any, any, any>, rule: string, because: string): void {
  const template = templateOf('exceptRule()', workload);
  const known = rulesOf(template);
  const found = known.find(({ value }) => value.id === rule)?.value;
  if (!found) return refuse(template.path, say.unknownRule(String(rule), known.map(({ value }) => value.id)), rule);
  if (found.noExceptions !== undefined) refuse(template.path, say.noExceptions(rule, found.noExceptions));
  if (template.exceptions.has(rule)) refuse(template.path, say.exceptedTwice(rule));
  template.except(rule, checkReason(template.path, 'an exception', because));
}

/**
 * All rules that are set aside below a construct, for a report.
 *
 * @param scope an app, a chart or any construct
 *
 * @example
 * exceptionsOf(app);
 * // [{ path: 'shop/web', kind: 'Deployment', rule: 'memory-limit', because: 'the JVM sizes …', … }]
 */
export function exceptionsOf(scope: IConstruct): readonly RuleException[] {
  return scope.node.findAll().flatMap((construct) => {
    const template = findTemplate(construct);
    return template ? exceptionsIn(template) : [];
  });
}

/**
 * Writes exceptions for a person.
 *
 * @param exceptions what {@link exceptionsOf} returned
 *
 * @example
 * console.log(formatExceptions(exceptionsOf(app)));
 * // 1 rule is set aside:
 * //   shop/web (Deployment): memory-limit, for the JVM sizes its heap by the node; see OPS-512
 * //     the rule asks: Every container has a memory limit, and requests CPU and memory
 */
export function formatExceptions(exceptions: readonly RuleException[]): string {
  if (exceptions.length === 0) return 'No rule is set aside.\n';
  return [
    exceptions.length === 1 ? '1 rule is set aside:' : `${exceptions.length} rules are set aside:`,
    ...exceptions.flatMap(({ path, kind, rule, title, because, standard }) => [
      `  ${path} (${kind}): ${rule}, for ${because}`,
      `    the rule asks: ${title}${standard === undefined ? '' : `, by ${standard}`}`,
    ]),
    '',
  ].join('\n');
}

const exceptionsIn = (template: PodTemplate): readonly RuleException[] => [...template.exceptions].map(([id, because]) => {
  const asked = rulesOf(template).find(({ value }) => value.id === id);
  return { path: template.path, kind: template.facts.kind, rule: id, title: asked?.value.title ?? '', because, standard: asked?.by };
});

type Known = Omit<Rule, 'judge'>;

/** All rules that judge a workload: the library's own, and those of standards. */
const rulesOf = ({ standards }: PodTemplate): readonly (Partial<Asked<Known>> & Pick<Asked<Known>, 'value'>)[] =>
  [...[...RULES, ...APP_RULES].map((value: Known) => ({ value })), ...standards.rules];
