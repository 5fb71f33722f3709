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
   * The directories that the code says an image fills, by the name of the container.
   *
   * @default - none: a manifest does not contain them
   */
  readonly filledDirectories?: ReadonlyMap<string, readonly string[]>;
  /**
   * The steps that run one at a time only because there is only one pod.
   *
   * @default - none
   */
  readonly singleton?: readonly string[];
  /**
   * What the code declares about the pod; the manifest does not contain it.
   *
   * @default - nothing is known
   */
  readonly declared?: DeclaredPod;
  /**
   * The files and directories that steps leave with modes of their own, in the order of the steps.
   *
   * @default - none: a manifest does not contain them
   */
  readonly leaves?: readonly WrittenFile[];
  /** The whole API object. */
  readonly manifest: object;
  /**
   * What standards require of the pod.
   *
   * @default - nothing
   */
  readonly asked?: PodRequirements;
}

/** What a rule checks: the rendered pod, and all its containers with their places. */
export interface CheckedPod extends RenderedPod {
  /** Init containers, then containers, then ephemeral containers. */
  readonly containers: readonly PlacedContainer[];
}

/** One mistake, as the rule that found it describes it. */
export interface Violation {
  /** Where in the pod, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
  /** The value that the rule found there; never the value of a secret. */
  readonly given?: string;
}

/** One mistake, and the id of the rule that found it. */
export interface Finding extends Violation {
  /** The id of the rule. */
  readonly rule: string;
  /** The standard that added the rule, if it is not a rule of the library. */
  readonly by?: string;
  /**
   * How severe the finding is; a standard can change it.
   *
   * @default 'error'
   */
  readonly severity?: RuleSeverity;
}

/** What a finding does: an error stops the synth, a warning is printed. */
export type RuleSeverity = 'error' | 'warning';

/**
 * What a rule reads in addition to the manifest of the pod:
 *
 * - `facts`: what the code declares about the steps; a program knows it, and the annotation `cdk8s-prelude/steps.facts` of a manifest contains it
 * - `standard`: what a standard requires of the pod; only a program knows it
 * - `images`: what the library knows about images by their names
 * - `version`: the version of Kubernetes that the manifest is for, or else the oldest supported version
 * - `manifests`: all manifests of the app
 */
export type RuleInput = 'facts' | 'standard' | 'images' | 'version' | 'manifests';

/** Reports a violation. */
export type Report = (violation: Violation) => void;

/**
 * One pure rule over a rendered pod. The library's own rules have this form too. A standard adds rules of your own.
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
  /** The name of the rule in findings, suppressions, documentation and tests: lowercase letters, digits and `-`. */
  readonly id: string;
  /**
   * The Pod Security levels of the pods that it checks.
   *
   * @default - every level
   */
  readonly levels?: readonly PodSecurity[];
  /**
   * What its findings do: an error stops the synth, a warning is printed and counted. A standard can change this with `severities`.
   *
   * @default 'error'
   */
  readonly severity?: RuleSeverity;
  /**
   * What it requires in addition to the manifest. If that is missing, the rule does not run.
   *
   * @default - nothing
   */
  readonly needs?: readonly RuleInput[];
  /**
   * What else it reads. If that is missing, the rule finds less or is less sure.
   *
   * @default - nothing
   */
  readonly uses?: readonly RuleInput[];
  /** The requirement, in a few words. */
  readonly title: string;
  /** What happens if a pod breaks the rule. */
  readonly why: string;
  /**
   * A page with more information: in the Kubernetes documentation, or your own.
   *
   * @default - none
   */
  readonly see?: string;
  /**
   * Why `suppressRule(…)` cannot suppress it, or what to do instead.
   *
   * @default - it can be suppressed, with a reason
   */
  readonly noSuppression?: string;
  /**
   * Calls `report` once for each mistake, before it returns. It reads only the pod, and creates no objects if nothing is wrong. A rule of
   * your own gets a copy that it cannot change.
   */
  check(pod: CheckedPod, report: Report): void;
}

/** A reference to a rule: the id of a library rule (a typo does not compile), or a rule of your own. */
export type RuleReference = ManifestRuleId | Pick<Rule, 'id'>;

/** A rule of the library's own. */
export interface LibraryRule extends Rule {
  readonly id: ManifestRuleId;
}

/** How findings name their rule. */
export const ruleOf = ({ id, severity }: Pick<Rule, 'id' | 'severity'>): Pick<Finding, 'rule' | 'severity'> =>
  (severity === undefined ? { rule: id } : { rule: id, severity });
