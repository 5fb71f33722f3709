import * as say from '../messages/import';
import type { Difference } from './differences';
import type { Imported } from './import-manifests';

/** What people are told of an import: what became of each init container, and every difference with its reason. */
export function importText({ code, workloads, differences }: Imported): string {
  const steps = workloads.flatMap(({ steps: own }) => own);
  const count = (form: string) => steps.filter((step) => step.form === form).length;
  const todos = [...code.matchAll(/^\/\/ TODO: /gm)].length;
  const unknown = differences.filter(({ reason }) => reason === undefined).length;
  return [
    say.summary(workloads.length, count('construct') + count('tool'), count('run'), count('as it was'), todos),
    ...workloads.flatMap(({ kind, name, asItWas, steps: own }) => [
      `${kind} ${name}${asItWas === undefined ? '' : `: ${say.noProof(asItWas)}`}`,
      ...own.map((step) => `  ${step.name}: ${step.construct ?? say.asItWas}`),
    ]),
    say.proof(differences.length, unknown), ...differencesText(differences), '',
  ].join('\n');
}

/** Differences by their reasons, for many have the same. */
function differencesText(differences: readonly Difference[]): readonly string[] {
  const objects = [...new Set(differences.map(({ object }) => object))];
  return objects.flatMap((object) => {
    const own = differences.filter((one) => one.object === object);
    const reasons = [...new Set(own.map(({ reason }) => reason))];
    return [`  ${object}`, ...reasons.flatMap((reason) => [
      `    ${reason ?? say.unexplained}:`,
      ...own.filter((one) => one.reason === reason).map(({ path, was, is }) => `      ${path === '' ? say.wholeObject : path}: ${shown(was)} → ${shown(is)}`),
    ])];
  });
}

const LONGEST = 60;

/** A value in one short line. */
function shown(value: unknown): string {
  if (value === undefined) return '—';
  const text = typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value) ?? String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
