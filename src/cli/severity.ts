import type { Finding } from '../rules';
import type { Severity } from './findings';

/*
 * How bad a finding is in a pod that no code of this library stands behind. Those of the library's own pods are errors, as at synth.
 * What Kubernetes refuses, or never starts, is an error; so is what the level forbids. What works and should not stay is a warning;
 * what only some ask for is a note.
 */
const OF_OTHERS: Readonly<Record<string, Severity>> = {
  'memory-limit': 'note',
  'migrations': 'warning',
  'pinned-images': 'warning',
  'plain-secrets': 'warning',
  'env-duplicates': 'warning',
  'root-images': 'note',
  'service-links': 'note',
  'env-names': 'warning',
  'hidden-directories': 'warning',
};

/** How bad what a rule has found is. */
export const severityOf = ({ rule, severity = 'error' }: Pick<Finding, 'rule' | 'severity'>, isOurs: boolean): Severity =>
  (isOurs ? severity : OF_OTHERS[rule] ?? severity);

/** All severities, the worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** True where a finding is at least as bad. */
export const isAtLeast = (severity: Severity, least: Severity): boolean => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
