import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { ANNOTATION_PREFIX } from '../declared/annotations';
import { checkKeys } from '../checks/known-keys';
import { checkObjectName, isLabelValue, isQualifiedName, isSubdomain } from '../checks/names';
import { nearMiss } from '../checks/near-miss';
import { checkGivenResources } from '../checks/resources';
import {
  checkAbsolutePath, checkDuration, checkFlag, checkList, checkOneOf, checkPattern, checkReason, checkRecord, checkSentence,
} from '../checks/values';
import { refuse } from '../errors';
import { HELPER_NAMES, type HelperName } from '../images/catalogue';
import { type Image, isImage } from '../images/image';
import { checkRegistry, checkRegistryMap } from '../images/registries';
import * as say from '../messages/standards';
import { CODE_RULE_IDS, MANIFEST_RULE_IDS, type ManifestRuleId } from '../messages/rule-ids';
import { idOf, RULES, type Rule, type RuleReference } from '../rules';
import { APP_RULES } from '../rules/app';
import { minorOf, OLDEST_VERSION } from '../manifest/version';
import { POD_SECURITY_LEVELS } from '../manifest/pod-security';
import { checkFeatures } from './flags';
import { MESH_NAMES } from './mesh';
import { OBJECT_KINDS } from './object-kinds';
import { checkProxy } from './proxy';
import { checkSeverities, checkStandardVersion } from './severities';
import { LOG_FORMATS, type Naming, PLATFORMS, PROGRAM_DELIVERIES, type StandardProps } from './props';

const KEYS: { readonly [K in keyof Required<StandardProps>]: true } = {
  name: true, registries: true, registryMap: true, digests: true, pullSecrets: true, helperImages: true, filledDirectories: true, resources: true,
  deadlines: true,
  podSecurity: true, forbiddenSteps: true, labels: true, owner: true, annotations: true, clusterDomain: true, proxy: true, kubernetesVersion: true,
  mesh: true, platform: true, programs: true, logFormat: true, naming: true, rules: true, suppressible: true,
  severities: true, version: true, strict: true, features: true,
};

/** How each field is checked, knowing the library's kinds of steps; what comes out is frozen. */
const CHECKS: { readonly [K in keyof Required<StandardProps>]: (at: string, value: unknown, steps: readonly string[]) => unknown } = {
  name: (at, name) => checkPattern(at, 'standard-definition', say.badStandardName, NAME, name),
  registries: (at, given) => (given === 'any' ? given : Object.freeze(notEmpty(at, given).map((registry) => checkRegistry(at, registry)))),
  registryMap: checkRegistryMap,
  digests: (at, given) => checkFlag(at, 'digests', given),
  pullSecrets: (at, given) => Object.freeze(checkList(at, 'pullSecrets', given as readonly unknown[]).map((secret) => secretName(at, secret))),
  helperImages: checkHelperImages,
  filledDirectories: checkFilledDirectories,
  resources: (at, given, steps) => checkByKind(at, 'resources', given, ['app', 'steps'], steps, (value) => checkResourcesGiven(at, value)),
  deadlines: (at, given, steps) => checkByKind(at, 'deadlines', given, ['steps'], steps, (value) => checkDuration(at, 'a deadline', value as Duration)),
  podSecurity: (at, given) => checkOneOf(at, 'podSecurity', given, POD_SECURITY_LEVELS),
  forbiddenSteps: (at, given, steps) => checkByKind(at, 'forbiddenSteps', given, [], steps, (because) =>
    (because === false ? because : checkReason(at, 'a forbidden step', because))),
  labels: (at, given) => checkEntries(at, 'labels', given, checkLabelOfObject),
  owner: (at, owner) => checkSentence(at, 'owner', owner),
  annotations: (at, given) => checkByKind(at, 'annotations', given, ['*', 'pods'], OBJECT_KINDS, (of) => checkEntries(at, 'annotations', of, checkAnnotation)),
  clusterDomain: (at, domain) => (isSubdomain(domain) ? domain : refuse(at, 'standard-definition', say.badClusterDomain, domain)),
  proxy: checkProxy,
  kubernetesVersion: checkVersion,
  mesh: (at, mesh) => checkOneOf(at, 'mesh', mesh, MESH_NAMES),
  platform: (at, given) => checkOneOf(at, 'platform', given, PLATFORMS),
  programs: (at, given) => checkOneOf(at, 'programs', given, PROGRAM_DELIVERIES),
  logFormat: (at, given) => checkOneOf(at, 'logFormat', given, LOG_FORMATS),
  naming: checkNaming,
  rules: checkRules,
  suppressible: checkSuppressible,
  severities: (at, given) => checkSeverities(at, given, (id) => checkSuppressibleId(at, checkPattern(at, 'suppression', say.badRuleId, RULE_ID, id))),
  version: checkStandardVersion,
  strict: (at, given) => checkFlag(at, 'strict', given),
  features: (at, features) => checkFeatures(at, features),
};

const LIBRARY_RULES: ReadonlyArray<Omit<Rule, 'check'>> = [...RULES, ...APP_RULES];

const NAME = /^(?=\S)[^"\n\0]{1,80}(?<=\S)$/;
const KIND = /^[A-Z][A-Za-z0-9]*$/;
const REPOSITORY = /^(?:[a-z0-9][a-z0-9.-]*(?::\d+)?\/)?[a-z0-9._-]+(?:\/[a-z0-9._-]+)*$/;
const RULE_ID = /^[a-z]([-a-z0-9]{0,48}[a-z0-9])?$/;

/**
 * Checks all that a standard says.
 *
 * @param props what it says
 * @param steps the library's kinds of steps: a kind that is nearly one of them is a typing error
 */
export function checkStandard(props: StandardProps, steps: readonly string[]): StandardProps {
  const called = 'defineStandard()';
  checkKeys(called, props, KEYS);
  const at = `standard "${CHECKS.name(called, props.name, steps) as string}"`;
  const checked = Object.entries(props).flatMap(([key, value]): [string, unknown][] =>
    (value === undefined ? [] : [[key, CHECKS[key as keyof StandardProps](at, value, steps)]]));
  return Object.freeze(Object.fromEntries(checked)) as unknown as StandardProps;
}

/** Checks an object, of which each value is checked; keys are some words, or kinds, which are not nearly a known one. */
function checkByKind<T>(
  at: string, what: string, given: unknown, words: readonly string[], known: readonly string[], check: (value: unknown) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(checkRecord(at, what, given, [...words, 'or a kind'].join(', '))).map(([key, value]) => {
    if (!words.includes(key) && !KIND.test(key)) refuse(at, 'standard-definition', say.badKindKey(what, words), key);
    const meant = nearMiss(key, [...words, ...known]);
    if (meant !== undefined) refuse(at, 'standard-definition', say.kindNearly(what, key, meant), key);
    return [key, check(value)] as const;
  });
  return Object.freeze(Object.fromEntries(entries));
}

/** Checks an object of labels or annotations. */
function checkEntries(at: string, what: string, given: unknown, check: (at: string, value: unknown) => string): Readonly<Record<string, string>> {
  const entries = Object.entries(checkRecord(at, what, given, 'values by key')).map(([key, value]) => [checkOwnDomain(at, key), check(at, value)] as const);
  return Object.freeze(Object.fromEntries(entries));
}

function checkOwnDomain(at: string, key: string): string {
  if (key.startsWith(ANNOTATION_PREFIX)) refuse(at, 'reserved-names', say.ownAnnotation(ANNOTATION_PREFIX), key);
  return isQualifiedName(key) ? key : refuse(at, 'metadata', say.badMetadataKey, key);
}

const checkLabelOfObject = (at: string, value: unknown) => (isLabelValue(value) ? value : refuse(at, 'metadata', say.badLabelValue, value));
const checkAnnotation = (at: string, value: unknown) => (typeof value === 'string' ? value : refuse(at, 'metadata', say.badAnnotationValue, value));

const notEmpty = (at: string, given: unknown): readonly unknown[] =>
  (Array.isArray(given) && given.length > 0 ? given : refuse(at, 'registry', say.badRegistries, given));

const secretName = (at: string, secret: unknown): string =>
  checkObjectName(at, 'a pull secret', typeof secret === 'string' ? secret : (secret as { readonly name?: unknown } | null)?.name);

/** What is given; whether it fits together with the defaults of a step is looked at where it is merged with them. */
const checkResourcesGiven = (at: string, given: unknown): ContainerResources => {
  checkGivenResources(at, given);
  return Object.freeze({ ...given as ContainerResources });
};

function checkHelperImages(at: string, given: unknown): Readonly<Record<string, Image>> {
  const images = checkRecord(at, 'helperImages', given, HELPER_NAMES.join(', '));
  for (const [name, image] of Object.entries(images)) {
    if (!HELPER_NAMES.includes(name as HelperName) || !isImage(image)) return refuse(at, 'standard-definition', say.badHelperImage(name, HELPER_NAMES), image);
  }
  return Object.freeze({ ...images }) as Readonly<Record<string, Image>>;
}

function checkFilledDirectories(at: string, given: unknown): Readonly<Record<string, readonly string[]>> {
  const entries = Object.entries(checkRecord(at, 'filledDirectories', given, 'directories, by image')).map(([key, directories]) => {
    if (key !== '*' && !REPOSITORY.test(key)) refuse(at, 'standard-definition', say.badRepositoryEnd, key);
    const checked = checkList(at, `filledDirectories of "${key}"`, directories as readonly unknown[])
      .map((directory) => checkAbsolutePath(at, 'a filled directory', directory));
    return [key, Object.freeze(checked)] as const;
  });
  return Object.freeze(Object.fromEntries(entries));
}

function checkVersion(at: string, version: unknown): string {
  const good = typeof version === 'string' && minorOf(version) >= OLDEST_VERSION;
  return good ? version : refuse(at, 'standard-definition', say.badKubernetesVersion(OLDEST_VERSION), version);
}

function checkNaming(at: string, given: unknown): Naming {
  const { pattern, because } = (given ?? {}) as Partial<Naming>;
  if (given !== undefined && given !== null) checkKeys(at, given as Naming, { pattern: true, because: true });
  if (!(pattern instanceof RegExp) || pattern.global || pattern.sticky) return refuse(at, 'standard-definition', say.badNaming, given);
  return Object.freeze({ pattern, because: checkReason(at, 'naming', because) });
}

function checkRules(at: string, given: unknown): readonly Rule[] {
  const ids = new Set<string>([...MANIFEST_RULE_IDS, ...CODE_RULE_IDS]);
  for (const rule of checkList(at, 'rules', given as readonly (Rule | undefined)[])) {
    const { id, title, why, see, check } = rule ?? {};
    if (typeof id !== 'string' || !RULE_ID.test(id) || typeof check !== 'function') return refuse(at, 'standard-definition', say.badRule, rule);
    if (ids.has(id)) refuse(at, 'standard-definition', say.ruleIdTaken(id), id);
    ids.add(id);
    for (const [name, words] of Object.entries({ title, why, ...(see === undefined ? {} : { see }) })) checkSentence(`${at}, rule ${id}`, name, words);
  }
  return Object.freeze([...(given as readonly Rule[])]);
}

/** Those of other standards are not known here: what is like none of the library's is taken. */
function checkSuppressible(at: string, given: unknown): readonly RuleReference[] {
  const ids = checkList(at, 'suppressible', given as readonly RuleReference[])
    .map((rule) => checkPattern(at, 'suppression', say.badRuleId, RULE_ID, idOf(rule)));
  for (const id of ids) checkSuppressibleId(at, id);
  return Object.freeze(ids as readonly string[] as readonly ManifestRuleId[]);
}

/** Those that take no suppression stay what they are, and what is nearly one of the library's is a typing error. */
function checkSuppressibleId(at: string, id: string): void {
  const rule = LIBRARY_RULES.find((known) => known.id === id);
  if (rule?.noSuppression !== undefined) refuse(at, 'suppression', say.noSuppression(id, rule.noSuppression), id);
  const meant = nearMiss(id, LIBRARY_RULES.map((known) => known.id));
  if (meant !== undefined) refuse(at, 'suppression', say.ruleNearly(id, meant), id);
}
