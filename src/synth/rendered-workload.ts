import { declaredPod } from '../assembly/declared';
import { stepNames } from '../assembly/helper';
import { podOf } from '../manifest/pod-of';
import { suppressionUnused } from '../messages/standards';
import { finding } from '../messages/synth';
import { type Finding, check } from '../rules';
import { containerAt } from '../manifest/containers';
import { isWarning } from '../standards/severities';
import type { Standards } from '../standards/standards';
import type { SuppressionSpec } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import type { Warnings } from './warnings';

/** What the rules find of the pod in a workload's rendered manifest. */
export function checkWorkload(template: PodTemplate, manifest: object): readonly Finding[] {
  const { spec, metadata } = podOf(manifest);
  const { facts, path, standards, filledDirectories, leaves } = template;
  return check({
    path, kind: facts.kind, level: facts.podSecurity, spec, metadata, manifest, steps: stepNames(template), singleton: template.singleton,
    declared: declaredPod(template), asked: standards, filledDirectories, leaves,
  }, standards.rules);
}

/** The subject of findings: a workload of the library, or another object with a pod. */
export interface Subject extends Pick<PodTemplate, 'suppressions' | 'path'> {
  readonly standards: Pick<Standards, 'severities' | 'strict'>;
}

/**
 * The errors that are left once suppressions are taken out, and the suppressions that nothing was found for; warnings go into a list of their own.
 */
export function errorsOf(subject: Subject, findings: readonly Finding[], warnings?: Warnings): string[] {
  const { suppressions, standards } = subject;
  const left = suppressions.length === 0 ? findings : findings.filter((found) => !suppressions.some((suppression) => covers(suppression, found)));
  const isError = (found: Finding): boolean => {
    if (!isWarning(standards, found)) return true;
    warnings?.note(subject.path, found);
    return false;
  };
  const unused = suppressions.filter((suppression) => !findings.some((found) => covers(suppression, found)));
  return [...left.filter(isError).map(finding), ...unused.map(({ rule }) => suppressionUnused(rule))];
}

const covers = ({ rule, container }: SuppressionSpec, found: Finding): boolean =>
  found.rule === rule && (container === undefined || container === containerAt(found.where));

/** The same of a workload, for its own path, like findings. */
export function reasonAt(path: string, error: unknown): string {
  const why = reason(error);
  return why.startsWith(`${path}: `) || why.startsWith(`${path}/`) ? why.slice(path.length).replace(/^(: |\/)/, '') : why;
}

/** Findings are a line each. */
const PAGE = /\nSee \S+$/;

/** Why an object cannot be rendered. cdk8s wraps what is thrown meanwhile; the sentence of the library is told as it is. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const inner = /: PreludeError: (.*)$/s.exec(message);
  return (inner?.[1] ?? message).replace(PAGE, '');
}
