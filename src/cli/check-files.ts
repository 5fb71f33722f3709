import { ANNOTATION_PREFIX, suppressionAnnotation } from '../declared/annotations';
import { declarationsOf, type PodFacts, sourceOf } from '../declared/facts';
import { factsOf } from '../declared/read-facts';
import { containerAt } from '../manifest/containers';
import { POD_SECURITY_LEVELS, type PodSecurity } from '../manifest/pod-security';
import { type PodInManifest, podsIn } from '../manifest/pods-in';
import { list } from '../manifest/types';
import { nameOf, readObjects, type ReadObject } from '../manifest/read-yaml';
import { pathOf } from '../manifest/where';
import { inYaml } from '../messages/in-yaml';
import type { CodeRuleId } from '../messages/rule-ids';
import { canRun, check, type Finding, findStoredSecrets, inputsOf, type RenderedPod, type RuleInput, RULES } from '../rules';
import { APP_RULES, checkApp, RenderedApp } from '../rules/app';
import type { CheckedFiles, CheckOptions, FileFinding, InputFile, NotRun } from './findings';
import { severityOf } from './severity';

/** An object with a pod, and where it was read. */
interface FoundPod {
  readonly file: string;
  readonly object: ReadObject;
  readonly pod: PodInManifest;
  readonly facts: PodFacts | undefined;
  /** What it is called where all pods are looked at together. */
  readonly key: string;
}

/** The id of what says that a file cannot be read: no rule, and never set aside. */
export const UNREADABLE = 'yaml' satisfies CodeRuleId;

/** Checks the pods of files by all rules that need no more than a manifest and what it carries, and all of them together. */
export function checkFiles(files: readonly InputFile[], options: CheckOptions = {}): CheckedFiles {
  const read = files.map(({ name, text }) => ({ name, ...readObjects(text) }));
  const all = read.flatMap(({ name, objects }) => objects.map((object) => ({ file: name, object })));
  const levels = levelsOfNamespaces(all.map(({ object }) => object.manifest));
  const pods = named(all.flatMap(({ file, object }) => podsIn(object.manifest).map((pod) => ({ file, object, pod, facts: factsOf(pod.metadata) }))));
  const levelOf = ({ object: { manifest: { metadata } }, facts }: FoundPod): PodSecurity =>
    facts?.level ?? (facts ? 'restricted' : options.level ?? levels.get(metadata?.namespace ?? '') ?? 'baseline');
  const ofApp = findingsTogether(all, pods);
  const findings = pods.flatMap((found) => [...findingsOf(found, levelOf(found)), ...ofApp.get(found.key) ?? []]
    .filter((finding) => isAsked(finding, options) && !isSuppressed(finding, found.pod))
    .map((finding) => placed(found, finding)));
  const stored = all.filter(({ object }) => podsIn(object.manifest).length === 0).flatMap(storedSecrets)
    .filter(({ rule }) => options.rules?.has(rule) ?? true);
  return {
    checked: pods.map(({ object }) => nameOf(object.manifest)),
    findings: [...findings, ...stored],
    notRun: notRunOn(pods, options),
    unreadable: read.flatMap(({ name, errors }) => errors.map(({ reason, ...place }) => unreadable(name, place, reason))),
  };
}

/** Where several have one name, their places tell them apart. */
function named(pods: readonly Omit<FoundPod, 'key'>[]): readonly FoundPod[] {
  const names = new Map<string, number>();
  for (const { object } of pods) names.set(nameOf(object.manifest), (names.get(nameOf(object.manifest)) ?? 0) + 1);
  return pods.map((found, index) => {
    const name = nameOf(found.object.manifest);
    if (names.get(name) === 1) return { ...found, key: name };
    const { line, column } = found.object.place(['metadata', 'name']);
    return { ...found, key: `${name} at ${found.file}:${line}:${column}${found.pod.path.length > 0 ? '' : ` (${index + 1})`}` };
  });
}

/** An object as far as its labels go. */
interface Labelled {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, unknown>> | null } | null;
}

/** The levels that namespaces among the manifests enforce. */
function levelsOfNamespaces(manifests: readonly object[]): ReadonlyMap<string, PodSecurity> {
  const levels = new Map<string, PodSecurity>();
  for (const { kind, metadata } of manifests as readonly Labelled[]) {
    const level = POD_SECURITY_LEVELS.find((one) => one === metadata?.labels?.['pod-security.kubernetes.io/enforce']);
    if (kind === 'Namespace' && level !== undefined) levels.set(metadata?.name ?? '', level);
  }
  return levels;
}

/** Notes that fill the page with what holds for nearly every chart, and say nothing about its start. */
const NOT_OF_OTHERS: ReadonlySet<string> = new Set(['service-links']);

function findingsOf(found: FoundPod, level: PodSecurity): readonly Finding[] {
  const findings = check(renderedPod(found, level));
  return found.facts ? findings : findings.filter((finding) => !NOT_OF_OTHERS.has(finding.rule) && !isFilled(found.pod.spec, finding));
}

/** A volume that an init container mounts too is filled by it: what it hides was meant to be hidden, as far as a manifest can tell. */
function isFilled({ initContainers }: PodInManifest['spec'], { rule, where }: Finding): boolean {
  if (rule !== 'hidden-directories') return false;
  const [, volume] = /volumeMounts\[([^\]]+)\]/.exec(where) ?? [];
  return list(initContainers).some((container) => list(container?.volumeMounts).some((mount) => mount?.name === volume));
}

const renderedPod = ({ object: { manifest }, pod: { spec, metadata }, facts }: FoundPod, level: PodSecurity): RenderedPod => ({
  path: nameOf(manifest), kind: String(manifest.kind), level, spec, metadata, manifest, ...(facts ? declarationsOf(facts) : { steps: [] }),
});

/** Secrets that an object without pods holds, such as a ConfigMap. */
function storedSecrets({ file, object }: { readonly file: string; readonly object: ReadObject }): readonly FileFinding[] {
  const { manifest, place, source } = object;
  return findStoredSecrets(manifest).map((finding) => ({
    file, place: place(pathOf(manifest, finding.where)), source, object: nameOf(manifest), construct: undefined, builtAt: undefined,
    rule: finding.rule,
    severity: severityOf(finding, false), where: finding.where, sentence: inYaml(finding.sentence), given: finding.given,
  }));
}

/** The rules that need more than these files hold. */
function notRunOn(pods: readonly FoundPod[], options: CheckOptions): readonly NotRun[] {
  const inputs = pods.map((found) => ({ object: nameOf(found.object.manifest), inputs: [...inputsOf(renderedPod(found, 'restricted')), 'manifests' as const] }));
  return ALL.filter(({ id }) => options.rules?.has(id) ?? true).flatMap((rule) => {
    const without = inputs.filter((pod) => !canRun(rule, pod.inputs));
    const needs = (rule.needs ?? []).filter((need: RuleInput) => without.some((pod) => !pod.inputs.includes(need)));
    return without.length === 0 ? [] : [{ rule: rule.id, needs, objects: without.map(({ object }) => object) }];
  });
}

/** What is true of no pod alone. */
function findingsTogether(all: ReadonlyArray<{ readonly file: string; readonly object: ReadObject }>, pods: readonly FoundPod[]) {
  const app = new RenderedApp();
  for (const { object: { manifest } } of all) if (podsIn(manifest).length === 0) app.add(manifest, { path: nameOf(manifest), chart: '' });
  for (const { object: { manifest }, pod, key, file } of pods) app.add(manifest, { path: key, chart: file, pod });
  const found = new Map<string, readonly Finding[]>();
  for (const { path, ...violation } of checkApp(app)) found.set(path, [...found.get(path) ?? [], violation]);
  return found;
}

const isAsked = ({ rule }: Finding, { rules }: CheckOptions): boolean => rules === undefined || rules.has(rule);

const ALL = [...RULES, ...APP_RULES];
const SUPPRESSIBLE: ReadonlySet<string> = new Set(ALL.filter(({ noSuppression }) => noSuppression === undefined).map(({ id }) => id));

/** The names of all rules. */
export const RULE_IDS: readonly string[] = Object.freeze(ALL.map(({ id }) => id));

/** Set aside as at synth: by an annotation of the pod that gives a reason. */
function isSuppressed({ rule, where }: Finding, { metadata }: PodInManifest): boolean {
  return SUPPRESSIBLE.has(rule) && [undefined, containerAt(where)].some((container) => {
    const reason: unknown = metadata.annotations?.[`${ANNOTATION_PREFIX}${suppressionAnnotation(rule, container)}`];
    return typeof reason === 'string' && reason.trim() !== '';
  });
}

function placed({ file, object, pod, facts }: FoundPod, finding: Finding): FileFinding {
  const { rule, where, sentence, given } = finding;
  return {
    file, place: object.place(placeOf(object, pod, where)), source: object.source, object: nameOf(object.manifest), construct: facts?.path,
    builtAt: sourceOf(facts, containerAt(where)), rule,
    severity: severityOf(finding, facts !== undefined), where, sentence: facts ? sentence : inYaml(sentence), given,
  };
}

/** Rules speak of the pod's spec, its metadata, or by `spec.` of the whole object. */
function placeOf({ manifest }: ReadObject, { path, spec, metadata }: PodInManifest, where: string): readonly (string | number)[] {
  if (where.startsWith('spec.') || where === 'metadata.name') return pathOf(manifest, where);
  if (where.startsWith('metadata.')) return [...path, ...pathOf({ metadata }, where)];
  return [...path, 'spec', ...pathOf(spec, where)];
}

const unreadable = (file: string, place: FileFinding['place'], reason: string): FileFinding => ({
  file, place, source: undefined, object: file, construct: undefined, builtAt: undefined, rule: UNREADABLE, severity: 'error', where: '', sentence: reason, given: undefined,
});
