import { type Code, type CodeRecord, made } from './code';
import type { Json } from './read';

/** Requests and limits as cdk8s-plus says them; undefined where it cannot. */
export function resources(given: Json | undefined): CodeRecord | undefined {
  if (!given || Object.keys(given).some((key) => key !== 'requests' && key !== 'limits')) return undefined;
  const { requests = {}, limits = {} } = given as Record<string, Json>;
  const names = [...Object.keys(requests!), ...Object.keys(limits!)];
  if (names.length === 0 || names.some((one) => one !== 'cpu' && one !== 'memory')) return undefined;
  const both = (resource: string, amount: (text: unknown) => Code | undefined): CodeRecord | undefined => {
    const [request, limit] = [requests![resource], limits![resource]].map((one) => (one === undefined ? null : amount(one)));
    if (request === undefined || limit === undefined) return undefined;
    return { ...(request === null ? {} : { request }), ...(limit === null ? {} : { limit }) };
  };
  const [cpu, memory] = [both('cpu', cpuOf), both('memory', sizeOf)];
  if (!cpu || !memory) return undefined;
  return { ...(Object.keys(cpu).length > 0 ? { cpu } : {}), ...(Object.keys(memory).length > 0 ? { memory } : {}) };
}

function cpuOf(text: unknown): Code | undefined {
  const [, amount, unit] = /^(\d+)(m?)$/.exec(String(text)) ?? [];
  return amount === undefined ? undefined : made(unit === 'm' ? 'Cpu.millis' : 'Cpu.units', Number(amount));
}

const UNITS: Readonly<Record<string, string>> = { Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes', Ti: 'tebibytes' };

/** A size in a unit of two to the power of ten. */
export function sizeOf(text: unknown): Code | undefined {
  const [, amount, unit] = /^(\d+)([KMGT]i)$/.exec(String(text)) ?? [];
  return amount === undefined ? undefined : made(`Size.${UNITS[unit!]}`, Number(amount));
}
