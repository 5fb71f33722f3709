import { Size } from 'cdk8s';
import { type ContainerResources, Cpu } from 'cdk8s-plus-28';
import { refuse } from '../errors';
import { checkGivenResources, millicores } from '../checks/resources';
import { bytes } from '../checks/values';
import { requestAboveLimit } from '../messages/resources';
import type { Standards } from '../standards/standards';

/*
 * A limit on CPU is there because namespaces with a quota ask for one, and high because a throttled shell is slow: the
 * same wait takes under 1 s with 200m and 4 s with 20m.
 */
const resources = (cpuRequest: number, cpuLimit: number, memoryRequest: number, memoryLimit: number): ContainerResources =>
  Object.freeze({
    cpu: { request: Cpu.millis(cpuRequest), limit: Cpu.millis(cpuLimit) },
    memory: { request: Size.mebibytes(memoryRequest), limit: Size.mebibytes(memoryLimit) },
  });

/** Of a wait that asks by itself: it sleeps most of the time. */
export const WAIT_RESOURCES = resources(10, 500, 16, 64);
/** Of what writes files that it is given. */
export const WRITE_RESOURCES = resources(10, 500, 16, 64);
/** Of a fetch: the file goes through it, and is not held in memory. */
export const FETCH_RESOURCES = resources(25, 1000, 32, 128);
/** Of git: it unpacks in memory. */
export const CLONE_RESOURCES = resources(50, 1000, 64, 256);
/** Of a copy: the files go through it. */
export const COPY_RESOURCES = resources(25, 1000, 16, 64);
/** Of a database's client, which holds a statement, or a file of them, in memory. */
export const SEED_RESOURCES = resources(25, 1000, 32, 256);
/** Of a chown over a tree. */
export const PERMISSIONS_RESOURCES = resources(50, 1000, 16, 64);
/** Of a step that says nothing, and of the user's own tools, of which nothing is known. */
export const STEP_RESOURCES = resources(50, 1000, 64, 512);
/** Of the container that leaves the helper. */
export const HELPER_RESOURCES = resources(10, 500, 16, 64);
/** Of a container of the app that says nothing. */
export const APP_RESOURCES: ContainerResources = Object.freeze({
  cpu: { request: Cpu.millis(100) },
  memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
});

/** Takes what the user gave, field by field over the default, and checks it. A request above a limit that is the default takes that along. */
export function checkResources(at: string, given: ContainerResources | undefined, fallback: ContainerResources): ContainerResources {
  if (given === undefined) return fallback;
  checkGivenResources(at, given);
  const together = withLimits(fieldByField(fallback, given), given);
  const { cpu, memory, ephemeralStorage } = together;
  const isAbove = (resource: string) => refuse(at, 'resource-limits-order', requestAboveLimit(resource));
  if (cpu?.request && cpu.limit && millicores(cpu.request) > millicores(cpu.limit)) isAbove('cpu');
  if (memory?.request && memory.limit && bytes(memory.request) > bytes(memory.limit)) isAbove('memory');
  const { request, limit } = ephemeralStorage ?? {};
  if (request && limit && bytes(request) > bytes(limit)) isAbove('ephemeral-storage');
  return Object.freeze(together);
}

const fieldByField = (below: ContainerResources, above: ContainerResources): ContainerResources => ({
  cpu: { ...below.cpu, ...above.cpu },
  memory: { ...below.memory, ...above.memory },
  ...(above.ephemeralStorage || below.ephemeralStorage ? { ephemeralStorage: { ...below.ephemeralStorage, ...above.ephemeralStorage } } : {}),
});

/** A default limit is never below a request that the user has given. */
function withLimits(together: ContainerResources, { cpu, memory }: ContainerResources): ContainerResources {
  const raisedCpu = cpu?.request && !cpu.limit && together.cpu?.limit && millicores(cpu.request) > millicores(together.cpu.limit);
  const raisedMemory = memory?.request && !memory.limit && together.memory?.limit && bytes(memory.request) > bytes(together.memory.limit);
  return {
    ...together,
    ...(raisedCpu ? { cpu: { ...together.cpu, limit: cpu.request! } } : {}),
    ...(raisedMemory ? { memory: { ...together.memory, limit: memory.request! } } : {}),
  };
}

const merged = new WeakMap<Standards, Map<ContainerResources, Map<string, ContainerResources>>>();

/**
 * What a container may use that says nothing: a default of the library, and over it, field by field, what standards say, from the
 * farthest to the nearest. Only all of it together has to fit.
 */
export function defaultResources(at: string, standards: Standards, fallback: ContainerResources, ...kinds: readonly string[]): ContainerResources {
  const asked = standards.resources.flatMap(({ value, by }) => kinds.flatMap((kind) => (value[kind] ? [{ value: value[kind], by }] : [])));
  if (asked.length === 0) return fallback;
  const ofStandards = remembered(merged, standards, () => new Map<ContainerResources, Map<string, ContainerResources>>());
  const ofFallback = remembered(ofStandards, fallback, () => new Map<string, ContainerResources>());
  return remembered(ofFallback, kinds.join(), () => {
    const together = asked.map(({ value }) => value).reduce(fieldByField);
    return checkResources(`${at}: resources of ${[...new Set(asked.map(({ by }) => by))].join(' and ')}`, together, fallback);
  });
}

/** What a map holds by a key; made where there is nothing yet. */
function remembered<K extends object | string, V>(map: { get(key: K): V | undefined; set(key: K, value: V): unknown }, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
