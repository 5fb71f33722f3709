import { ANNOTATION_PREFIX, suppressionAnnotation, OWNER_ANNOTATION } from '../declared/annotations';
import { declarationsOf } from '../declared/facts';
import { factsOf } from '../declared/read-facts';
import { podOf } from '../manifest/pod-of';
import { type Finding, check, type Rule, RULES } from '../rules';
import { containerAt } from '../manifest/containers';
import { nameOf, readManifests, type Manifest } from '../manifest/read-yaml';

/** A mistake in a manifest. */
export interface ManifestFinding {
  /** The object, such as `Deployment shop-web`. */
  readonly object: string;
  /** The id of the rule that found it. */
  readonly rule: string;
  /** Where in the pod, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /**
   * Who added the rule, if it is not a rule of the library.
   *
   * @default - the library
   */
  readonly by?: string;
  /**
   * The value that the rule found there; never the value of a secret.
   *
   * @default - not shown
   */
  readonly given?: string;
}

/** The result of a check of manifests. */
export interface CheckedManifests {
  /** The objects whose pods were checked: those that carry annotations of this library. */
  readonly checked: readonly string[];
  /** The mistakes in them. */
  readonly findings: readonly ManifestFinding[];
}

/**
 * Checks manifests that this library made and others may have changed since: the output of `kustomize build` or `helm
 * template`, or what a cluster holds (`kubectl get deployments -o yaml`). All steps must exist in the order of the
 * annotations. All other rules of the library are checked again, except those that an annotation suppresses. A manifest does not contain the
 * requirements of standards, so they are not checked here; you can pass the rules of a standard as `rules`.
 *
 * @param yaml the manifests, as YAML or JSON; lists too
 * @param rules rules of your own, such as those of your company's standard
 * @throws `PreludeError` when it cannot be read
 *
 * @example
 * expect(checkManifests(execFileSync('kustomize', ['build', 'overlays/prod'], { encoding: 'utf8' })).findings).toEqual([]);
 */
export function checkManifests(yaml: string, rules: readonly Rule[] = []): CheckedManifests {
  const ours = readManifests('checkManifests()', yaml).filter((manifest) => annotationsOf(manifest).length > 0);
  return {
    checked: ours.map(nameOf),
    findings: ours.flatMap((manifest) => findingsIn(manifest, rules).map((found) => ({ object: nameOf(manifest), ...found }))),
  };
}

function annotationsOf(manifest: Manifest): readonly string[] {
  return Object.keys(podOf(manifest).metadata.annotations ?? {}).filter((key) => key.startsWith(ANNOTATION_PREFIX) && !isOnOthers(manifest, key));
}

/** Annotations that objects have as well which no workload of the library stands behind. */
const isOnOthers = ({ kind }: Manifest, key: string): boolean =>
  key === `${ANNOTATION_PREFIX}${OWNER_ANNOTATION}` || (kind === 'Pod' && key.startsWith(`${ANNOTATION_PREFIX}${suppressionAnnotation('')}`));

function findingsIn(manifest: Manifest, own: readonly Rule[]): readonly Finding[] {
  const pod = podOf(manifest);
  const suppressible = new Set([...RULES, ...own].filter(({ noSuppression }) => noSuppression === undefined).map(({ id }) => id));
  const facts = factsOf(pod.metadata);
  const note = (name: string) => pod.metadata.annotations?.[`${ANNOTATION_PREFIX}${name}`] ?? '';
  return check({
    path: nameOf(manifest),
    kind: String(manifest.kind),
    level: facts?.level ?? 'restricted',
    ...pod,
    ...(facts ? declarationsOf(facts) : { steps: [] }),
    manifest,
  }, own.map((value) => ({ value, by: YOUR_RULES }))).filter(({ rule, where }) =>
    !suppressible.has(rule) || [undefined, containerAt(where)].every((container) => note(suppressionAnnotation(rule, container)) === ''));
}

/** Who brought them. */
const YOUR_RULES = 'checkManifests()';
