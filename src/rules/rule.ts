import type { PodRequirements } from '../declared/asked';
import type { DeclaredPod, WrittenFile } from '../declared/pod';
import type { ManifestRuleId } from '../messages/rule-ids';
import type { PodSecurity } from '../manifest/pod-security';
import type { PlacedContainer } from '../manifest/containers';
import type { PodMetadata, PodSpec } from '../manifest/types';

/** A pod as it will be written: after every escape hatch and JSON patch, as plain JSON. */
export interface RenderedPod {
  /** The path of the workload's construct, such as `shop/web`. */
  readonly path: string;
  /** The kind of the API object: `Deployment`, `CronJob`, `Pod` … */
  readonly kind: string;
  /** The Pod Security level that was asked for. */
  readonly level: PodSecurity;
  /** The pod spec. */
  readonly spec: PodSpec;
  /** The metadata of the pod, or of the pod template. */
  readonly metadata: PodMetadata;
  /** The names of the library's init containers, in the order of the code. */
  readonly steps: readonly string[];
  /**
   * The directories that users say their images fill, by the name of the container.
   *
   * @default - none is known: a manifest does not tell
   */
  readonly filledDirectories?: ReadonlyMap<string, readonly string[]>;
  /**
   * The steps that nothing but there being one pod keeps to one at a time.
   *
   * @default - none
   */
  readonly singleton?: readonly string[];
  /**
   * What the code says of it, which a manifest does not tell.
   *
   * @default - nothing is known
   */
  readonly declared?: DeclaredPod;
  /**
   * The files and directories that steps leave with modes of their own, in the order of the steps.
   *
   * @default - none is known: a manifest does not tell
   */
  readonly leaves?: readonly WrittenFile[];
  /** The whole API object. */
  readonly manifest: object;
  /**
   * What standards ask of it.
   *
   * @default - nothing
   */
  readonly asked?: PodRequirements;
}

/** What a rule is shown: the rendered pod, and all its containers with their places. */
export interface CheckedPod extends RenderedPod {
  /** Init containers, then containers, then ephemeral containers. */
  readonly containers: readonly PlacedContainer[];
}

/** One thing that is wrong, as the rule that found it says it. */
export interface Violation {
  /** Where in the pod, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /** What stands there; never the value of a secret. */
  readonly given?: string;
}

/** One thing that is wrong, and the id of the rule that says so. */
export interface Finding extends Violation {
  /** The id of the rule. */
  readonly rule: string;
  /** The standard that brought the rule, where it is none of the library's. */
  readonly by?: string;
  /**
   * How bad it is, as the rule says; a standard can say otherwise.
   *
   * @default 'error'
   */
  readonly severity?: RuleSeverity;
}

/** What a finding does: an error stops the synth, a warning is printed. */
export type RuleSeverity = 'error' | 'warning';

/**
 * What a rule reads beside the manifest of the pod:
 *
 * - `facts`: what the code says of the steps; a program says it, and the annotation `cdk8s-prelude/steps.facts` of a manifest carries it
 * - `standard`: what a standard asks of the pod; known in a program only
 * - `images`: what the library knows of images by their names
 * - `version`: the version of Kubernetes that the manifest is for, else the oldest that is supported
 * - `manifests`: all manifests of the app
 */
export type RuleInput = 'facts' | 'standard' | 'images' | 'version' | 'manifests';

/** Takes note of a violation. */
export type Report = (violation: Violation) => void;

/**
 * One pure rule over a rendered pod. Those of the library are written this way, each in a file that is called as its id; your
 * own are added by a standard.
 *
 * @example
 * const noRootShell: Rule = {
 *   id: 'no-shell-entrypoint',
 *   title: 'No container of the app is started by a shell',
 *   why: 'A shell does not pass SIGTERM on, so that every stop takes the whole grace period.',
 *   see: 'https://wiki.acme.example/shells',
 *   check({ containers }, report) {
 *     for (const container of containers) {
 *       if (container.group !== 'containers' || container.json.command?.[0] !== 'sh') continue;
 *       report({ where: container.at('command'), sentence: `container "${container.name}" is started by a shell: start the program itself` });
 *     }
 *   },
 * };
 * // [shop/web] containers[app].command: container "app" is started by a shell: … (rule no-shell-entrypoint of standard "Acme" (set on shop))
 */
export interface Rule {
  /** What findings, suppressions, documentation and tests call it: lowercase letters, digits and `-`. */
  readonly id: string;
  /**
   * The levels of pods that it checks.
   *
   * @default - every level
   */
  readonly levels?: readonly PodSecurity[];
  /**
   * What its findings do: an error stops the synth, a warning is printed and counted. A standard can say otherwise by `severities`.
   *
   * @default 'error'
   */
  readonly severity?: RuleSeverity;
  /**
   * What it cannot do without, beside the manifest: it is not run where that is not there.
   *
   * @default - nothing
   */
  readonly needs?: readonly RuleInput[];
  /**
   * What else it reads: it finds less, or is less sure, where that is not there.
   *
   * @default - nothing
   */
  readonly uses?: readonly RuleInput[];
  /** What it asks, in a few words. */
  readonly title: string;
  /** What would happen otherwise. */
  readonly why: string;
  /**
   * Where to read on: a page of the Kubernetes documentation, or of your own.
   *
   * @default - nowhere
   */
  readonly see?: string;
  /**
   * Why `suppressRule(…)` cannot suppress it, or what to do instead.
   *
   * @default - it can be suppressed, with a reason
   */
  readonly noSuppression?: string;
  /**
   * Finds what is wrong, each by one call, before it returns; reads the pod and nothing else, and makes no objects where nothing
   * is wrong. A rule of your own is shown a copy that cannot be changed.
   */
  check(pod: CheckedPod, report: Report): void;
}

/** What a rule is called by: the id of one of the library's, which a typo does not compile as, or a rule of your own. */
export type RuleReference = ManifestRuleId | Pick<Rule, 'id'>;

/** A rule of the library's own. */
export interface LibraryRule extends Rule {
  readonly id: ManifestRuleId;
}

/** How findings name their rule. */
export const ruleOf = ({ id, severity }: Pick<Rule, 'id' | 'severity'>): Pick<Finding, 'rule' | 'severity'> =>
  (severity === undefined ? { rule: id } : { rule: id, severity });
