import type { Cpu } from 'cdk8s-plus-28';
import { refuse } from '../errors';
import { cpuNotPositive, notResources } from '../messages/resources';
import { checkKeys } from './known-keys';
import { checkMade, checkRecord, checkSize, isRecord } from './values';

const PARTS = { cpu: true, memory: true, ephemeralStorage: true } as const;
const SIDES = { request: true, limit: true } as const;

/** Checks what a user gave: the form of Kubernetes (`requests`, `limits`) would be silence, and a number has no unit. */
export function checkGivenResources(at: string, given: unknown): void {
  if (!isRecord(given) || Object.keys(given).some((part) => !Object.hasOwn(PARTS, part))) return refuse(at, 'resources', notResources, given);
  for (const [part, amounts] of Object.entries(given)) {
    if (amounts === undefined) continue;
    const sides = checkRecord(at, `resources.${part}`, amounts, 'request and limit');
    checkKeys(at, sides, SIDES);
    for (const [side, amount] of Object.entries(sides)) {
      if (amount === undefined) continue;
      if (part === 'cpu') checkCpu(at, `resources.cpu.${side}`, amount);
      else checkSize(at, `resources.${part}.${side}`, amount);
    }
  }
}

function checkCpu(at: string, what: string, cpu: unknown): void {
  checkMade(at, what, cpu, 'amount', 'Cpu.millis(…) or Cpu.units(…)');
  const { amount } = cpu as Cpu;
  if (typeof amount !== 'string' || !(millicores(cpu as Cpu) > 0)) refuse(at, 'resources', cpuNotPositive, amount);
}

/** A CPU amount in thousandths of a core. */
export const millicores = (cpu: Cpu): number =>
  cpu.amount.endsWith('m') ? Number(cpu.amount.slice(0, -1)) : Number(cpu.amount) * 1000;
