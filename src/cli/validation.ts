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

/** What cdk8s.yaml can say under `properties:`. */
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
   * The rules that are asked.
   *
   * @default - all
   */
  readonly rules?: readonly string[];
}

/** One object with a violation, as cdk8s-cli prints it. */
export interface ViolatingResource {
  /** The name of the object. */
  readonly resourceName: string;
  /** Where in it, and what is wrong there. */
  readonly locations: readonly string[];
  /** The file that holds it. */
  readonly manifestPath: string;
}

/** What one rule has found, as cdk8s-cli prints it. */
export interface ValidationViolation {
  /** The id of the rule. */
  readonly ruleName: string;
  /** What should be. */
  readonly recommendation: string;
  /** Where to read how to put it right. */
  readonly fix: string;
  /** The objects that have it. */
  readonly violatingResources: readonly ViolatingResource[];
}

/** The report of cdk8s-cli: it takes violations until it is submitted. */
export interface ValidationReport {
  /** Adds what one rule has found. */
  addViolation(violation: ValidationViolation): void;
  /** Ends the report, once. */
  submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
}

/** What cdk8s-cli gives a plugin, as far as this one uses it: `ValidationContext` of `cdk8s-cli/plugins`. */
export interface ValidationContext {
  /** The files that were written. */
  readonly manifests: readonly string[];
  /** Takes what was found. */
  readonly report: ValidationReport;
}

/**
 * A validation plugin for cdk8s-cli: `cdk8s synth` fails if `cdk8s-prelude check` finds an error. Name it in cdk8s.yaml. It checks all pods
 * of all charts. Warnings are printed, and do not fail unless `failOn: warning` says so.
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
   * @throws where a property has a value that it cannot have
   */
  constructor({ failOn = 'error', level, rules }: ValidationProps = {}) {
    this.failOn = severityNamed(failOn);
    this.level = level === undefined ? undefined : levelNamed(level);
    this.rules = rules && rulesNamed(rules);
  }

  /** Checks the manifests, and reports what is wrong with them. */
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
