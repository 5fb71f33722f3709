import { MEBIBYTE } from '../checks/values';
import { mayBeRedirected } from '../messages/plan';
import type { OtherInitContainer, PlannedStep, StartUpPlan } from './planned';

/**
 * Writes a start-up plan for a person.
 *
 * @param plan the plan, `startUpPlan` of a workload
 *
 * @example
 * console.log(formatStartUpPlan(web.startUpPlan));
 * // shop/web · Deployment shop-web-c8a1 · restricted
 * //   pod=$(kubectl get pods -l … --sort-by=.metadata.creationTimestamp -o name | tail -n 1)
 * //   1. wait (WaitForService) waits until db (postgres://db:5432) is there, for at most 570 s
 * //        gives ready: db · gives up after 570 s
 * //        kubectl logs "$pod" -c wait
 */
export function formatStartUpPlan(plan: StartUpPlan): string {
  const clocks = [['progressDeadlineSeconds', plan.progressDeadlineSeconds], ['activeDeadlineSeconds', plan.activeDeadlineSeconds]]
    .flatMap(([clock, seconds]) => (seconds === undefined ? [] : [`${clock} ${seconds} s`]));
  const all = [...plan.otherInitContainers, ...plan.steps].map(({ logs }) => logs);
  const newest = all.map((logs) => NEWEST_POD.exec(logs)?.[1]).find((found) => found !== undefined);
  const before = (step: string | undefined) => plan.otherInitContainers.filter((other) => other.before === step).flatMap(otherLines);
  return [
    `${plan.path === '' ? '' : `${plan.path} · `}${plan.kind} ${plan.name} · ${plan.podSecurity}${plan.source === undefined ? '' : ` · ${plan.source}`}`,
    ...(newest === undefined ? [] : [`  pod=${newest}`]),
    ...plan.steps.flatMap((step, index) => [...before(step.name), ...stepLines(step, index)]),
    ...before(undefined),
    `  then ${plan.containers.join(', ')}`,
    `  worst case ${plan.worstCaseSeconds} s${clocks.length > 0 ? ` (${clocks.join(', ')})` : ''} · effective request ${formatRequest(plan)}`,
    ...plan.notes.map((note) => `  note: ${note}`),
    '',
  ].join('\n');
}

/** What finds the newest pod in a command: it is long, and the same for all steps. */
const NEWEST_POD = /"(\$\(kubectl get pods [^"]*\))"/;

/** A command with the pod of the line at the top. */
const shortened = (logs: string): string => logs.replace(NEWEST_POD, '"$$pod"');

/** What the pods of a plan ask the node for, in words. */
export const formatRequest = ({ effectiveRequest: { cpuMillicores, memoryBytes } }: StartUpPlan): string =>
  `${cpuMillicores}m CPU, ${Math.ceil(memoryBytes / MEBIBYTE)}Mi memory`;

function stepLines(step: PlannedStep, index: number): readonly string[] {
  const facts = [
    ...(step.after.length > 0 ? [`after ${step.after.join(', ')}`] : []),
    ...(step.redirectsTo.length > 0 ? [mayBeRedirected(step.redirectsTo)] : []),
    `gives ${step.gives.join(', ') || 'nothing'}`,
    ...(step.attempts === undefined ? [] : [`${step.attempts} attempt${step.attempts === 1 ? '' : 's'}`]),
    atDeadline(step),
    ...(step.source === undefined ? [] : [step.source]),
  ];
  return [
    `  ${index + 1}. ${step.name} (${step.kind}) ${step.purpose}`,
    `       ${facts.join(' · ')}`,
    `       ${shortened(step.logs)}`,
  ];
}

/** What a step does at its deadline, in words. */
const atDeadline = ({ deadlineSeconds, atDeadline: then, graceSeconds }: PlannedStep): string =>
  `${then === 'go on' ? 'goes on' : 'gives up'} after ${deadlineSeconds} s${graceSeconds > 0 ? `, with ${graceSeconds} s to stop` : ''}`;

const otherLines = ({ name, image, purpose, logs }: OtherInitContainer): readonly string[] => [
  `  -  ${name} (${image}) ${purpose}`,
  `       ${shortened(logs)}`,
];
