import { stepNames } from '../assembly/helper';
import { PreludeError } from '../errors';
import { podOf } from '../finished/pod-of';
import { exceptionUnused } from '../messages/standards';
import { finding } from '../messages/synth';
import { type Finding, judge } from '../rules';
import type { PodTemplate } from '../template/pod-template';

/** What the rules find of the pod in a workload's finished manifest. */
export function judgeWorkload(template: PodTemplate, manifest: object): readonly Finding[] {
  const { spec, metadata } = podOf(manifest);
  const { facts, path, standards, filledDirectories } = template;
  return judge({
    path, kind: facts.kind, level: facts.podSecurity, spec, metadata, steps: stepNames(template), manifest, asked: standards, filledDirectories,
  }, standards.rules);
}

/** What is left to tell once exceptions are taken out; one that nothing was found for is told, too. */
export function tell({ exceptions }: PodTemplate, findings: readonly Finding[]): string[] {
  const unused = [...exceptions.keys()].filter((id) => !findings.some(({ rule }) => rule === id));
  return [
    ...findings.filter(({ rule }) => !exceptions.has(rule)).map(finding),
    ...unused.map(exceptionUnused),
  ];
}

/** Why an object cannot be rendered. cdk8s wraps what is thrown meanwhile; the sentence of the library is told as it is. */
export function reason(error: unknown): string {
  if (error instanceof PreludeError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const inner = /: PreludeError: (.*)$/s.exec(message);
  return inner?.[1] ?? message;
}
