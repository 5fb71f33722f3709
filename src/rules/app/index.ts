import { FinishedApp } from './app';
import type { AppFault, AppRule } from './rule';
import { objectKeys } from './object-keys';
import { ownNamespace } from './own-namespace';
import { scaledOnePods } from './scaled-one-pod';
import { selfWait } from './self-wait';
import { servicePorts } from './service-ports';
import { statefulPeers } from './stateful-peers';
import { uniqueWorkloads } from './unique-workloads';
import { waitCycle } from './wait-cycle';

export { FinishedApp, type Asked } from './app';
export type { AppRule } from './rule';

/** What is true of no pod alone, in the order in which the findings are told. */
export const APP_RULES: readonly AppRule[] = Object.freeze([
  selfWait, waitCycle, statefulPeers, servicePorts, objectKeys, ownNamespace, uniqueWorkloads, scaledOnePods,
]);

/** Judges all manifests of an app together. Pure: the app is only read. */
export function judgeApp(app: FinishedApp): readonly (AppFault & { readonly rule: string })[] {
  const faults: (AppFault & { readonly rule: string })[] = [];
  for (const { id, judge } of APP_RULES) judge(app, (fault) => faults.push({ rule: id, ...fault }));
  return faults;
}
