import type { PlannedStep, StartUpPlan } from './plan';

const MIB = 1024 * 1024;

/**
 * Writes a start-up plan for a person.
 *
 * @param plan the plan, `startUpPlan` of a workload
 *
 * @example
 * console.log(formatStartUpPlan(web.startUpPlan));
 * // shop/web · Deployment shop-web-c8a1 · restricted
 * //   1. wait (WaitForService) waits until db (postgres://db:5432) is there, for at most 570 s
 * //        gives ready: db · gives up after 570 s · kubectl logs deployment/shop-web-c8a1 -c wait
 */
export function formatStartUpPlan(plan: StartUpPlan): string {
  const { cpuMillicores, memoryBytes } = plan.effectiveRequest;
  const progress = plan.progressDeadlineSeconds === undefined ? '' : ` (progressDeadlineSeconds ${plan.progressDeadlineSeconds} s)`;
  return [
    `${plan.path} · ${plan.kind} ${plan.name} · ${plan.podSecurity}`,
    ...plan.steps.flatMap(stepLines),
    `  then ${plan.containers.join(', ')}`,
    `  worst case ${plan.worstCaseSeconds} s${progress} · effective request ${cpuMillicores}m CPU, ${Math.ceil(memoryBytes / MIB)}Mi memory`,
    ...plan.notes.map((note) => `  note: ${note}`),
    '',
  ].join('\n');
}

function stepLines(step: PlannedStep, index: number): readonly string[] {
  const facts = [
    ...(step.after.length > 0 ? [`after ${step.after.join(', ')}`] : []),
    `gives ${step.gives.join(', ') || 'nothing'}`,
    ...(step.attempts === undefined ? [] : [`${step.attempts} attempt${step.attempts === 1 ? '' : 's'}`]),
    `gives up after ${step.deadlineSeconds} s`,
  ];
  return [
    `  ${index + 1}. ${step.name} (${step.kind}) ${step.purpose}`,
    `       ${facts.join(' · ')}`,
    `       ${step.logs}`,
  ];
}
