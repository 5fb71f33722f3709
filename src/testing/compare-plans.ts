import { formatRequest } from '../plan/format';
import type { PlannedStep, StartUpPlan } from '../plan/planned';

/**
 * The differences between two start-up plans, as text: steps that are new, removed, moved or different, and the resources of a pod.
 * Empty if there is no difference.
 *
 * @param before the old plan
 * @param after the new plan
 *
 * @example
 * console.log(comparePlans(JSON.parse(readFileSync('web.plan.json', 'utf8')), web.startUpPlan));
 * // + 2. migrate (RunMigration) migrates db …
 * // ~ wait: gives up after 570 s → 60 s
 * //   worst case 570 s → 360 s
 */
export function comparePlans(before: StartUpPlan, after: StartUpPlan): string {
  const lines = [
    ...change('pod', title(before), title(after)),
    ...gone(before.steps, after.steps).map(({ name, kind }) => `- ${name} (${kind}) is gone`),
    ...after.steps.flatMap((step, index) => {
      const old = before.steps.find(({ name }) => name === step.name);
      return old ? changesOfStep(old, step) : [`+ ${index + 1}. ${step.name} (${step.kind}) ${step.purpose}`];
    }),
    ...moved(before.steps, after.steps),
    ...change('other init containers', besides(before), besides(after)),
    ...change('then', before.containers.join(', '), after.containers.join(', ')),
    ...change('worst case', `${before.worstCaseSeconds} s`, `${after.worstCaseSeconds} s`),
    ...change('progress deadline', seconds(before.progressDeadlineSeconds), seconds(after.progressDeadlineSeconds)),
    ...change('active deadline', seconds(before.activeDeadlineSeconds), seconds(after.activeDeadlineSeconds)),
    ...change('effective request', formatRequest(before), formatRequest(after)),
    ...after.notes.filter((note) => !before.notes.includes(note)).map((note) => `+ note: ${note}`),
    ...before.notes.filter((note) => !after.notes.includes(note)).map((note) => `- note: ${note}`),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const title = ({ path, kind, name, podSecurity }: StartUpPlan): string => `${path} · ${kind} ${name} · ${podSecurity}`;
const besides = ({ otherInitContainers }: StartUpPlan): string => otherInitContainers.map(({ name }) => name).join(', ') || 'none';
/** A plan in a file may be older than one of the lists. */
const list = (values: readonly string[] | undefined): string | undefined => values?.join(', ') || undefined;
const seconds = (value: number | undefined): string => (value === undefined ? 'none' : `${value} s`);

const change = (what: string, before: string, after: string): readonly string[] => (before === after ? [] : [`  ${what} ${before} → ${after}`]);

const gone = (before: readonly PlannedStep[], after: readonly PlannedStep[]): readonly PlannedStep[] =>
  before.filter(({ name }) => !after.some((step) => step.name === name));

/** The order of the steps that both have. */
function moved(before: readonly PlannedStep[], after: readonly PlannedStep[]): readonly string[] {
  const common = (of: readonly PlannedStep[], others: readonly PlannedStep[]) =>
    of.map(({ name }) => name).filter((name) => others.some((step) => step.name === name)).join(', ');
  return change('order', common(before, after), common(after, before));
}

function changesOfStep(before: PlannedStep, after: PlannedStep): readonly string[] {
  const facts = (step: PlannedStep): readonly (readonly [string, string])[] => [
    ['kind', step.kind],
    // The deadline stands at its end, and is told by itself.
    ['purpose', step.purpose.replace(/, for at most [0-9]+ s(, then goes on)?$/, '')],
    ['image', step.image],
    ['waits for', list(step.waitsFor) ?? 'nothing'],
    ['may be redirected to', list(step.redirectsTo) ?? 'nothing'],
    ['gives', list(step.gives) ?? 'nothing'],
    ['after', list(step.after) ?? 'none'],
    ['attempts', step.attempts === undefined ? 'until the deadline' : String(step.attempts)],
    ['gives up after', `${step.deadlineSeconds} s`],
    ['at its deadline', step.atDeadline],
    ['to stop', `${step.graceSeconds} s`],
  ];
  const old = new Map(facts(before));
  return facts(after)
    .filter(([what, value]) => old.get(what) !== value)
    .map(([what, value]) => `~ ${after.name}: ${what} ${old.get(what)} → ${value}`);
}
