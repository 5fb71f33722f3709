import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { KplusContainer, KplusWorkload } from '../cdk8s-plus';
import { checkReason } from '../checks/values';
import { ofOtherCopy } from '../duplicate-installs';
import { refuse } from '../errors';
import * as say from '../messages/standards';
import type { Requirement } from '../declared/asked';
import { idOf, type Rule, type RuleReference, RULES, RULES_OF_OTHERS } from '../rules';
import { APP_RULES } from '../rules/app';
import { type Standards, standardsAt } from '../standards/standards';
import { suppressionsOfOther, exceptOther } from '../template/others';
import type { SuppressionSpec } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import { findTemplate, templateOfContainer } from '../template/template-of';
import type { Workload } from './workload';

/** A rule that is suppressed. */
export interface Suppression {
  /** The path of the workload's construct. */
  readonly path: string;
  /** The kind of workload. */
  readonly kind: string;
  /** The name of the container that it is suppressed for; undefined where it is for the whole pod. */
  readonly container: string | undefined;
  /** The id of the rule. */
  readonly rule: string;
  /** What the rule asks. */
  readonly title: string;
  /** Why it is suppressed. */
  readonly because: string;
  /** The standard that brought the rule; undefined where it is one of the library's. */
  readonly standard: string | undefined;
}

/** A step, as far as rules can be suppressed for it. */
export interface StepLike extends IConstruct {
  /** The id of the workload that it belongs to. */
  readonly pod: string;
  /** The name of its init container. */
  readonly name: string;
}

/**
 * Sets a rule aside for the pods of one workload, for one step or for one container. The reason stands in the YAML, as an
 * annotation of the pods, and in {@link suppressionsOf}. A suppression for which the rule finds nothing is an error, so that none
 * outlives its reason.
 *
 * The Pod Security Standards cannot be suppressed this way (a weaker level is asked for by `podSecurity`), nor can rules whose
 * breach Kubernetes refuses itself, nor what a standard asks by `registries`, `digests` or `kubernetesVersion` and does not list
 * as `suppressible`.
 *
 * @param scope the workload, the step, or the container that `addContainer` has returned; or an object with pods that has no steps, a
 * workload of cdk8s-plus or an `ApiObject`, where a standard is set above it
 * @param rule the id of a rule of the library, as findings tell it; or a rule of a standard, itself or by its id: `{ id: 'no-shell' }`
 * @param because why, in words
 * @throws {@link PreludeError} when there is no such rule, it cannot be suppressed, or it is suppressed already
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 *
 * @example
 * suppressRule(web, 'memory-limit', 'the JVM sizes its heap by the node; see OPS-512');
 * // metadata.annotations: { cdk8s-prelude/suppress.memory-limit: the JVM sizes its heap by the node; see OPS-512 }
 */
export function suppressRule(
  scope: Workload<any, any, any> | StepLike | KplusContainer | KplusWorkload | ApiObject, rule: RuleReference, because: string,
): void {
  const { path, standards, rules, container, suppressions, except } = placeOf(scope);
  const known = rulesOf(standards, rules);
  const id = idOf(rule);
  const found = known.find(({ value }) => value.id === id)?.value;
  if (!found) return refuse(path, 'suppression', say.unknownRule(String(id), known.map(({ value }) => value.id)), id);
  if (found.noSuppression !== undefined) refuse(path, 'suppression', say.noSuppression(id, found.noSuppression));
  checkSuppressible(path, standards, id);
  if (suppressions.some((other) => other.rule === id && other.container === container)) refuse(path, 'suppression', say.suppressedTwice(id));
  except({ rule: id, container, because: checkReason(path, 'a suppression', because) });
}

/** What a rule is suppressed for. */
interface Place {
  readonly path: string;
  readonly standards: Standards;
  /** The library's rules that check it. */
  readonly rules: readonly Known[];
  /** The container where it is one only. */
  readonly container: string | undefined;
  readonly suppressions: readonly SuppressionSpec[];
  except(suppression: SuppressionSpec): void;
}

function placeOf(scope: unknown): Place {
  const at = 'suppressRule()';
  if (typeof scope !== 'object' || scope === null) return refuse(at, 'suppression', say.noPlaceOfExceptions, scope);
  const { name, node } = scope as { readonly name?: unknown; readonly node?: IConstruct['node'] };
  const ofWorkload = findTemplate(scope);
  if (ofWorkload) return inTemplate(ofWorkload, undefined);
  const ofStep = node?.scope && findTemplate(node.scope);
  if (ofStep?.steps.some((step) => step.name === node?.id)) return inTemplate(ofStep, node?.id);
  const ofContainer = templateOfContainer(scope);
  if (ofContainer) return inTemplate(ofContainer, String(name));
  const object = objectOf(scope);
  if (object && !hasTemplate(object)) return ofOther(object);
  const stranger = ofOtherCopy(scope);
  if (stranger !== undefined) return refuse(at, 'duplicate-installs', stranger, node?.path ?? name ?? scope);
  return refuse(at, 'suppression', say.noPlaceOfExceptions, node?.path ?? name ?? scope);
}

const inTemplate = (template: PodTemplate, container: string | undefined): Place => ({
  path: template.path, standards: template.standards, rules: RULES_OF_TEMPLATES, container, suppressions: template.suppressions,
  except: (suppression) => template.except(suppression),
});

const ofOther = (object: ApiObject): Place => ({
  path: pathOfOther(object), standards: standardsAt(object), rules: RULES_OF_OTHERS, container: undefined, suppressions: suppressionsOfOther(object),
  except: (suppression) => exceptOther(object, suppression),
});

/** The object of Kubernetes that a construct is, or that a workload of cdk8s-plus makes. */
function objectOf(scope: object): ApiObject | undefined {
  if (ApiObject.isApiObject(scope)) return scope;
  return 'podMetadata' in scope && Construct.isConstruct(scope) ? ApiObject.of(scope) : undefined;
}

/** True where steps are on it: it was made by a workload of the library, or adopted by one. */
function hasTemplate(object: ApiObject): boolean {
  const maker = object.node.scope;
  const around = [...object.node.children, ...maker ? [maker.node.scope, ...maker.node.children] : []];
  return around.some((construct) => construct && findTemplate(construct));
}

/** People know a workload of cdk8s-plus by its own path. */
const pathOfOther = (object: ApiObject): string =>
  (object.node.scope && 'podMetadata' in object.node.scope ? object.node.scope : object).node.path;

/** The rules that check what fields of standards ask. */
const BY_FIELD = { 'allowed-registries': 'registries', 'image-digests': 'digests', 'kubernetes-version': 'kubernetesVersion' } as const;

/** Refuses to suppress rules that the standard does not let teams suppress. */
function checkSuppressible(path: string, standards: Standards, rule: string): void {
  const { suppressible } = standards;
  if (suppressible?.value.some((one) => idOf(one) === rule)) return;
  const field = BY_FIELD[rule as keyof typeof BY_FIELD] as (typeof BY_FIELD)[keyof typeof BY_FIELD] | undefined;
  const asked = field && standards[field];
  if (field && asked?.value) refuse(path, 'suppression', say.askedByField(rule, asked.by, field));
  if (suppressible) refuse(path, 'suppression', say.notSuppressible(rule, suppressible.by, suppressible.value.map(idOf)));
}

/**
 * All rules that are suppressed below a construct, for a report.
 *
 * @param scope an app, a chart or any construct
 *
 * @example
 * suppressionsOf(app);
 * // [{ path: 'shop/web', kind: 'Deployment', rule: 'memory-limit', because: 'the JVM sizes …', … }]
 */
export function suppressionsOf(scope: IConstruct): readonly Suppression[] {
  return scope.node.findAll().flatMap((construct) => {
    const template = findTemplate(construct);
    if (template) return reported(template.suppressions, template.path, template.facts.kind, template.standards, RULES_OF_TEMPLATES);
    if (!ApiObject.isApiObject(construct)) return [];
    const suppressions = suppressionsOfOther(construct);
    return suppressions.length === 0 ? [] : reported(suppressions, pathOfOther(construct), construct.kind, standardsAt(construct), RULES_OF_OTHERS);
  });
}

/**
 * Writes suppressions for a person.
 *
 * @param suppressions what {@link suppressionsOf} returned
 *
 * @example
 * console.log(formatSuppressions(suppressionsOf(app)));
 * // 1 rule is suppressed:
 * //   shop/web (Deployment): memory-limit: the JVM sizes its heap by the node; see OPS-512
 * //     the rule: Every container has a memory limit, and requests CPU and memory
 */
export function formatSuppressions(suppressions: readonly Suppression[]): string {
  if (suppressions.length === 0) return 'No rule is suppressed.\n';
  return [
    suppressions.length === 1 ? '1 rule is suppressed:' : `${suppressions.length} rules are suppressed:`,
    ...suppressions.flatMap(({ path, kind, container, rule, title, because, standard }) => [
      `  ${path} (${kind})${container === undefined ? '' : `, container ${container}`}: ${rule}: ${because}`,
      `    the rule: ${title}${standard === undefined ? '' : `, by ${standard}`}`,
    ]),
    '',
  ].join('\n');
}

const reported = (
  suppressions: readonly SuppressionSpec[], path: string, kind: string, standards: Standards, rules: readonly Known[],
): readonly Suppression[] => suppressions.map(({ rule, container, because }) => {
  const asked = rulesOf(standards, rules).find(({ value }) => value.id === rule);
  return { path, kind, container, rule, title: asked?.value.title ?? '', because, standard: asked?.by };
});

type Known = Omit<Rule, 'check'>;

const RULES_OF_TEMPLATES: readonly Known[] = [...RULES, ...APP_RULES];

/** All rules that check: the library's own, and those of standards. */
const rulesOf = (standards: Standards, rules: readonly Known[]): readonly (Partial<Requirement<Known>> & Pick<Requirement<Known>, 'value'>)[] =>
  [...rules.map((value) => ({ value })), ...standards.rules];
