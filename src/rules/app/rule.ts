import type { ManifestRuleId } from '../../messages/rule-ids';
import type { RuleInput, RuleSeverity } from '../rule';
import type { RenderedApp } from './app';

/** One thing that is wrong with an app. */
export interface AppViolation {
  /** The path of the workload that is told. */
  readonly path: string;
  /** Where in it, such as `initContainers[wait]`. */
  readonly where: string;
  /** What is wrong, and what to do. */
  readonly sentence: string;
}

/** Takes note of a violation. */
export type FindInApp = (violation: AppViolation) => void;

/** One pure rule over all rendered manifests of an app. Its file is called as its id. */
export interface AppRule {
  /** What findings, documentation and tests call it. */
  readonly id: ManifestRuleId;
  /**
   * What its findings do.
   *
   * @default 'error'
   */
  readonly severity?: RuleSeverity;
  /** What it cannot do without, beside the manifest: it is not run where that is not there. */
  readonly needs: readonly RuleInput[];
  /**
   * What else it reads: it finds less where that is not there.
   *
   * @default - nothing
   */
  readonly uses?: readonly RuleInput[];
  /** What it asks, in a few words. */
  readonly title: string;
  /** What would happen otherwise. */
  readonly why: string;
  /** The page of the Kubernetes documentation that it follows. */
  readonly see: string;
  /**
   * Why it cannot be suppressed, and what to do instead.
   *
   * @default - it can be suppressed, with a reason
   */
  readonly noSuppression?: string;
  /** Finds what is wrong, each by one call. */
  check(app: RenderedApp, find: FindInApp): void;
}

/** Why none of them can be suppressed. */
export const NEVER_STARTS = 'the pod would never start; make a wait optional(…) if something outside of this app can answer it';

/** The place of a step. */
export const stepAt = (step: string): string => `initContainers[${step}]`;
