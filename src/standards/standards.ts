import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { Construct } from 'constructs';
import { claimTree } from '../duplicate-installs';
import { refuse } from '../errors';
import { HELPER_NAMES, helperImages, helperImagesByDigest, type HelperName } from '../images/catalogue';
import type { Image } from '../images/image';
import * as say from '../messages/standards';
import type { Requirement } from '../declared/asked';
import type { Rule, RuleSeverity } from '../rules';
import type { StandardProps } from './props';
import { severitiesOf } from './severities';

/** Fields that are taken as a whole from the nearest standard that says something of them. */
const WHOLE = [
  'registries', 'registryMap', 'digests', 'pullSecrets', 'podSecurity', 'owner', 'clusterDomain', 'proxy', 'kubernetesVersion', 'mesh', 'platform',
  'programs', 'logFormat', 'naming', 'suppressible', 'strict',
] as const;
/** Fields of which each key is taken from the nearest standard that has it. */
const BY_KEY = ['helperImages', 'filledDirectories', 'forbiddenSteps', 'labels', 'features', 'severities'] as const;
/** Fields whose keys are kinds and words for all of them: what is nearer counts before what is closer said. */
const LAYERED = ['resources', 'deadlines', 'annotations'] as const;

type WholeField = (typeof WHOLE)[number];
type ByKey<T> = Readonly<Record<string, Requirement<T>>>;
/** What each standard says, from the farthest to the nearest. */
type Layers<T> = readonly Requirement<Readonly<Record<string, T>>>[];

/** What all standards above a construct say together, each with the standard that says it. */
export interface Standards extends Readonly<{ [F in WholeField]?: Requirement<Exclude<NonNullable<StandardProps[F]>, 'any' | 'none'>> | undefined }> {
  readonly pullSecrets?: Requirement<readonly string[]> | undefined;
  readonly registryMap?: Requirement<Readonly<Record<string, string>>> | undefined;
  readonly helperImages: ByKey<Image>;
  /** By the end of the repository, or `*`. */
  readonly filledDirectories: ByKey<readonly string[]>;
  /** By `app`, `steps` and kinds of steps. */
  readonly resources: Layers<ContainerResources>;
  /** By `steps` and kinds of steps. */
  readonly deadlines: Layers<Duration>;
  readonly forbiddenSteps: ByKey<string>;
  readonly labels: ByKey<string>;
  readonly features: ByKey<boolean>;
  /** By the id of the rule. */
  readonly severities: ByKey<RuleSeverity>;
  /** By the kind of object, `*` and `pods`. */
  readonly annotations: Layers<Readonly<Record<string, string>>>;
  /** From the farthest standard to the nearest. */
  readonly rules: readonly Requirement<Rule>[];
  /** The standards that hold. */
  readonly all: readonly StandardProps[];
}

const NOTHING: ByKey<never> = Object.freeze({});
const NO_LAYERS: Layers<never> = Object.freeze([]);

/** Where no standard is set. */
const NO_STANDARDS: Standards = Object.freeze({
  helperImages: NOTHING, filledDirectories: NOTHING, forbiddenSteps: NOTHING, labels: NOTHING, features: NOTHING, severities: NOTHING,
  resources: NO_LAYERS, deadlines: NO_LAYERS, annotations: NO_LAYERS, rules: Object.freeze([]), all: Object.freeze([]),
});

const set = new WeakMap<IConstruct, StandardProps>();
/** What has been asked for holds: a standard that comes later would be obeyed by some workloads and not by others. */
const resolved = new WeakMap<IConstruct, Standards>();

/** Sets a checked standard on a construct. */
export function setStandard(scope: IConstruct, standard: StandardProps): void {
  if (!Construct.isConstruct(scope)) refuse(`standard "${standard.name}"`, 'standard-placement', say.notInATree, scope);
  const stranger = claimTree(scope.node.root);
  if (stranger !== undefined) refuse(scope, 'duplicate-installs', stranger);
  const before = set.get(scope);
  if (before) refuse(scope, 'standard-placement', say.standardTwice(say.standardCalled(before.name, undefined)), standard.name);
  if (resolved.has(scope)) refuse(scope, 'standard-placement', say.standardTooLate(standard.name));
  set.set(scope, standard);
}

/** What holds for a construct: the nearest standard first, field by field. Workloads that share their standards share the object. */
export function standardsAt(scope: IConstruct): Standards {
  const known = resolved.get(scope);
  if (known) return known;
  const above = scope.node.scope ? standardsAt(scope.node.scope) : NO_STANDARDS;
  const own = set.get(scope);
  const found = own ? extend(above, own, say.standardCalled(own.name, scope.node.path)) : above;
  resolved.set(scope, found);
  return found;
}

/** Says which standards hold for a construct, without a promise that no other will be set. */
export function standardHolds(scope: IConstruct, standard: StandardProps): boolean {
  for (let at: IConstruct | undefined = scope; at; at = at.node.scope) if (set.get(at) === standard) return true;
  return false;
}

function extend(above: Standards, own: StandardProps, by: string): Standards {
  const asked = <T>(value: T): Requirement<T> => Object.freeze({ value, by });
  const allAsked = (values: object | undefined): ByKey<unknown> =>
    Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, asked<unknown>(value)]));
  const whole = WHOLE.filter((field) => own[field] !== undefined)
    .map((field) => [field, own[field] === TAKEN_BACK[field] ? undefined : asked<unknown>(own[field])]);
  const byKey = BY_KEY.map((field) => [field, withoutTakenBack({ ...above[field], ...allAsked(field === 'severities' ? severitiesOf(own) : own[field]) }, field)]);
  const layered = LAYERED.filter((field) => own[field] !== undefined)
    .map((field) => [field, Object.freeze([...above[field], asked<unknown>(own[field])])]);
  return Object.freeze({
    ...above,
    ...Object.fromEntries(whole),
    ...Object.fromEntries(byKey),
    ...Object.fromEntries(layered),
    rules: rulesWith(above.rules, own.rules ?? [], by),
    all: Object.freeze([...above.all, own]),
  }) as Standards;
}

/** The words that take back what a standard further up says. */
const TAKEN_BACK: { readonly [F in WholeField]?: StandardProps[F] } = { registries: 'any', mesh: 'none', proxy: 'none' };

/** Of the steps that are forbidden, those that a nearer standard allows are taken out. */
const withoutTakenBack = (steps: ByKey<unknown>, field: string): ByKey<unknown> =>
  Object.freeze(field === 'forbiddenSteps' ? Object.fromEntries(Object.entries(steps).filter(([, { value }]) => value !== false)) : steps);

/** All rules: one that is there already, by the same standard further up, checks once; two of one id would be one suppression. */
function rulesWith(above: readonly Requirement<Rule>[], own: readonly Rule[], by: string): readonly Requirement<Rule>[] {
  const added = own.filter((rule) => {
    const known = above.find(({ value }) => value.id === rule.id);
    if (known && known.value !== rule) refuse(by, 'standard-definition', say.ruleIdTakenBy(rule.id, known.by), rule.id);
    return !known;
  });
  return Object.freeze([...above, ...added.map((value) => Object.freeze({ value, by }))]);
}

/** How long a step of a kind may take: the nearest standard that says anything of it wins, and says it of the kind or of all steps. */
export function deadlineOf({ deadlines }: Standards, kind: string): Duration | undefined {
  for (const { value } of [...deadlines].reverse()) {
    const found = value[kind] ?? value.steps;
    if (found) return found;
  }
  return undefined;
}

/** The image that a step runs in: what stands in for one of the library's own, or the image itself. */
export function helperImage(standards: Standards, image: Image): Image {
  const name = HELPER_NAMES.find((helper) => helperImages[helper] === image);
  return name === undefined ? image : helperNamed(standards, name);
}

/** True for an image that is what standards have for a helper of one of these names: the library's scripts run in its shell. */
export const isHelper = (standards: Standards, image: Image, names: readonly HelperName[] = HELPER_NAMES): boolean =>
  names.some((name) => helperNamed(standards, name) === image);

const helperNamed = ({ helperImages: own, digests }: Standards, name: HelperName): Image =>
  own[name]?.value ?? (digests?.value === true ? helperImagesByDigest : helperImages)[name];

/** The programs that an image is known to have: one that takes the place of a helper image has its programs, unless it lists its own. */
export function toolsOf(standards: Standards, image: Image): readonly string[] | undefined {
  const replaced = HELPER_NAMES.find((name) => helperNamed(standards, name) === image);
  return image.tools ?? (replaced === undefined ? undefined : helperImages[replaced].tools);
}
