import { type Finding, ruleOf } from '../rule';
import { RenderedApp } from './app';
import type { AppViolation, AppRule } from './rule';
import { claimAccessModes } from './claim-access-modes';
import { egressPolicies } from './egress-policies';
import { helmHooks } from './helm-hooks';
import { objectKeys } from './object-keys';
import { ownNamespace } from './own-namespace';
import { programConfigMaps } from './program-config-maps';
import { scaledSingleton } from './scaled-singleton';
import { selfWait } from './self-wait';
import { servicePorts } from './service-ports';
import { statefulPeers } from './stateful-peers';
import { uniqueWorkloads } from './unique-workloads';
import { waitCycle } from './wait-cycle';
import { waitedObjects } from './waited-objects';

export { RenderedApp } from './app';
export type { AppRule } from './rule';

/** What is true of no pod alone, in the order in which the findings are told. */
export const APP_RULES: readonly AppRule[] = Object.freeze([
  selfWait, waitedObjects, waitCycle, statefulPeers, servicePorts, objectKeys, programConfigMaps, ownNamespace, uniqueWorkloads, scaledSingleton,
  claimAccessModes, egressPolicies, helmHooks,
]);

/** Checks all manifests of an app together. Pure: the app is only read. */
export function checkApp(app: RenderedApp): readonly (AppViolation & Pick<Finding, 'rule' | 'severity'>)[] {
  const violations: (AppViolation & Pick<Finding, 'rule' | 'severity'>)[] = [];
  for (const rule of APP_RULES) rule.check(app, (violation) => violations.push({ ...ruleOf(rule), ...violation }));
  return violations;
}
