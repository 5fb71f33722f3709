import type { IConstruct } from 'constructs';
import { checkOneOf, checkRecord } from '../checks/values';
import { refuse } from '../errors';
import { notASysctl } from '../messages/workload';
import type { PullPolicy } from '../template/facts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const;

/** Checks when an image is pulled. */
export const checkPullPolicy = (at: IConstruct | string, policy: unknown): PullPolicy => checkOneOf(at, 'imagePullPolicy', policy, PULL_POLICIES);

const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])+[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;

/** Checks settings of the kernel; which of them a level takes, the rule `sysctls` says. */
export function checkSysctls(at: IConstruct, sysctls: unknown): ReadonlyArray<readonly [name: string, value: string]> {
  return Object.entries(checkRecord(at, 'sysctls', sysctls, 'settings of the kernel, by name')).map(([name, value]) => {
    const isGood = SYSCTL.test(name) && (Number.isInteger(value) || (typeof value === 'string' && value.trim() !== ''));
    return isGood ? [name, String(value)] as const : refuse(at, 'wrong-type', notASysctl, `${name}: ${String(value)}`);
  });
}
