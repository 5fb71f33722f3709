import { readFileSync } from 'node:fs';
import type { PodSecurity } from '../manifest/pod-security';
import * as say from '../messages/command';
import { RULES } from '../rules';
import { APP_RULES } from '../rules/app';
import { checkFiles } from './check-files';
import { levelNamed, rulesNamed, severityNamed } from './check-options';
import type { FileFinding, Severity } from './findings';
import { messageOf, placeOf } from './report-text';
import { isAtLeast } from './severity';

/** The `properties:` of the plugin in cdk8s.yaml. */
export interface ValidationProps {
  /**
   * The least severity that makes `cdk8s synth` fail: `error`, `warning` or `note`.
   *
   * @default 'error'
   */
  readonly failOn?: Severity;
  /**
   * The Pod Security level of pods that do not declare one.
   *
   * @default - that of the label of their Namespace, or 'baseline'
   */
  readonly level?: PodSecurity;
  /**
   * The rules to check.
   *
   * @default - all
   */
  readonly rules?: readonly string[];
}

/** One object with a violation, as cdk8s-cli prints it. */
export interface ViolatingResource {
  /** The name of the object. */
  readonly resourceName: string;
  /** The places in the object, with the mistake. */
  readonly locations: readonly string[];
  /** The file that contains it. */
  readonly manifestPath: string;
}

/** The findings of one rule, as cdk8s-cli prints them. */
export interface ValidationViolation {
  /** The id of the rule. */
  readonly ruleName: string;
  /** The requirement. */
  readonly recommendation: string;
  /** Where to read how to correct it. */
  readonly fix: string;
  /** The objects with the mistake. */
  readonly violatingResources: readonly ViolatingResource[];
}

/** The report of cdk8s-cli: it takes violations until it is submitted. */
export interface ValidationReport {
  /** Adds the findings of one rule. */
  addViolation(violation: ValidationViolation): void;
  /** Ends the report, once. */
  submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
}

/** The part of what cdk8s-cli gives a plugin that this one uses: `ValidationContext` of `cdk8s-cli/plugins`. */
export interface ValidationContext {
  /** The files that were written. */
  readonly manifests: readonly string[];
  /** Takes the findings. */
  readonly report: ValidationReport;
}

/**
 * A validation plugin for cdk8s-cli: `cdk8s synth` fails if `cdk8s-prelude check` finds an error. Name it in cdk8s.yaml. It checks all pods
 * of all charts. It prints warnings, which fail the synth only with `failOn: warning`.
 *
 * @see https://cdk8s.io/docs/latest/cli/validations/
 *
 * @example
 * // cdk8s.yaml:
 * //   validations:
 * //     - package: cdk8s-prelude
 * //       version: 0.2.0
 * //       class: Validation
 * //       properties: { failOn: warning }
 */
export class Validation {
  private readonly failOn: Severity;
  private readonly level: PodSecurity | undefined;
  private readonly rules: ReadonlySet<string> | undefined;

  /**
   * @param props `properties` of cdk8s.yaml
   * @throws when a property has a value that is not valid
   */
  constructor({ failOn = 'error', level, rules }: ValidationProps = {}) {
    this.failOn = severityNamed(failOn);
    this.level = level === undefined ? undefined : levelNamed(level);
    this.rules = rules && rulesNamed(rules);
  }

  /** Checks the manifests, and reports the mistakes in them. */
  async validate({ manifests, report }: ValidationContext): Promise<void> {
    const files = manifests.map((name) => ({ name, text: readFileSync(name, 'utf8') }));
    const { checked, findings, unreadable } = checkFiles(files, { level: this.level, rules: this.rules });
    const told = [...unreadable, ...findings].filter(({ severity }) => severity !== 'note' || this.failOn === 'note');
    for (const id of new Set(told.map(({ rule }) => rule))) report.addViolation(violationOf(id, told.filter(({ rule }) => rule === id)));
    const count = (severity: Severity) => String(told.filter((finding) => finding.severity === severity).length);
    report.submit(told.some(({ severity }) => isAtLeast(severity, this.failOn)) ? 'failure' : 'success', {
      'pods checked': String(checked.length), 'errors': count('error'), 'warnings': count('warning'),
    });
  }
}

function violationOf(rule: string, findings: readonly FileFinding[]): ValidationViolation {
  const { title = rule, why = '' } = [...RULES, ...APP_RULES].find(({ id }) => id === rule) ?? {};
  const resources = new Map<string, FileFinding[]>();
  for (const finding of findings) resources.set(`${finding.file} ${finding.object}`, [...resources.get(`${finding.file} ${finding.object}`) ?? [], finding]);
  return {
    ruleName: rule,
    recommendation: `${title}. ${why}`.trim(),
    fix: say.pageOfRule(rule),
    violatingResources: [...resources.values()].map((ofOne) => ({
      resourceName: ofOne[0]!.object.replace(/^\S+ /, ''), manifestPath: ofOne[0]!.file,
      locations: ofOne.map((finding) => `${placeOf(finding)}: ${finding.severity}: ${messageOf(finding)}`),
    })),
  };
}
