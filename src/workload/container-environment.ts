import type { VariableOf } from '../env/env';
import type { Argument } from '../env/expand';
import { checkEnvName } from '../checks/names';
import { refuse } from '../errors';
import { checkHandle } from '../handles/handle';
import type { HandleOfOtherPod, ValueWithoutCommand } from '../messages/compile-time';
import { valueWithoutCommand } from '../messages/compile-time';
import type { PodTemplate } from '../template/pod-template';
import { valueMount } from '../template/value-spec';
import type { MountSpec } from '../template/volume-spec';
import { Value } from '../volumes/value';

/** What stands for the command of a container that states none. */
export type NoCommand = readonly never[];

/**
 * An environment in which each variable that names a secret is given one, and values are those of the pod's own steps, in a
 * container that states its command; else the sentence that says what is wrong.
 */
export type ContainerEnvironment<Id extends string, E, C extends readonly Argument[]> = {
  readonly [K in keyof E]: K extends string ? ContainerVariable<Id, K, E[K], C, keyof E> : never;
};

type ContainerVariable<Id extends string, K extends string, V, C, Names> = V extends Value<infer Other>
  ? V extends Value<Id> ? (C extends NoCommand ? ValueWithoutCommand : V) : HandleOfOtherPod<Id, Other>
  : VariableOf<K, V, Names>;

/** The part of an environment that Kubernetes sets, and the variables that are set to values of steps. */
export interface SplitEnvironment {
  readonly plain: unknown;
  readonly values: readonly string[];
  readonly mounts: readonly MountSpec[];
}

/** Takes the values of steps out of an environment, checked. */
export function splitEnvironment(at: string, template: PodTemplate, env: unknown, command: unknown): SplitEnvironment {
  const given = Object.entries(env ?? {}) as [string, unknown][];
  const kept = given.filter((entry): entry is [string, Value] => entry[1] instanceof Value);
  if (kept.length === 0) return { plain: env, values: [], mounts: [] };
  if (command === undefined) refuse(at, 'step-value', valueWithoutCommand);
  const mounts = kept.map(([name, value]) => valueMount(checkHandle(at, template, `env ${name}`, value), checkEnvName(at, name)));
  const plain = Object.fromEntries(given.filter(([, value]) => !(value instanceof Value)));
  return { plain, values: kept.map(([name]) => name), mounts };
}
