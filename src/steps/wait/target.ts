import type { Duration } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { checkDuration } from '../../checks/values';
import type { Argument } from '../../env/expand';
import { refuse } from '../../errors';
import { notATarget } from '../../messages/readiness';
import type { Protocol } from '../../handles/proofs';
import type { Image } from '../../images/image';
import type { ScriptName } from '../../scripts/embedded';
import type { MountSpec } from '../../template/volume-spec';

/** How much a target proves once it has been reached: each readinessLevel holds those before it. */
export type ReadinessLevel = 'resolved' | 'accepting' | 'ready';

/** How a target is waited for: the words of the wait program, and what they need. */
export interface TargetSpec {
  /** What is waited for, as the program and people read it, such as `postgres://db:5432`. */
  readonly url: string;
  /**
   * What it proves, in words, where the URL says nothing to a person.
   *
   * @default - the URL
   */
  readonly proves?: string;
  /** The parts of the script that speak its protocol. */
  readonly parts: readonly ScriptName[];
  /** Further arguments of the wait program. */
  readonly flags: readonly Argument[];
  /** Variables that the flags name. */
  readonly env: readonly k8s.EnvVar[];
  readonly mounts: readonly MountSpec[];
  /** Why variables may be plain text although their names are those of secrets. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Where it runs: in the busybox image, in the curl image, or in an image of the user's. */
  readonly runsIn: 'busybox' | 'curl' | Image;
}

/**
 * Something to wait for. `R` is the readinessLevel that it proves, `P` the protocol that it answers in.
 */
export class Target<out R extends ReadinessLevel = ReadinessLevel, out P extends Protocol = Protocol> {
  /** How much it proves. */
  readonly readinessLevel: R;
  /** The protocol that it answers in; of no meaning below `ready`. */
  readonly protocol: P;
  /** @internal */
  readonly _spec: (name: string, step: string, clusterDomain: string | undefined) => TargetSpec;

  /** @internal */
  constructor(readinessLevel: R, protocol: P, spec: (name: string, step: string, clusterDomain: string | undefined) => TargetSpec) {
    this.readinessLevel = readinessLevel;
    this.protocol = protocol;
    this._spec = spec;
  }
}

/** A target that may be late: the pod starts without it. Made by {@link optional}. */
export class OptionalTarget<out T extends Target = Target> {
  /** What is waited for. */
  readonly target: T;
  /** How long it is waited for. */
  readonly timeout: Duration | undefined;

  /** @internal */
  constructor(target: T, timeout: Duration | undefined) {
    this.target = target;
    this.timeout = timeout;
  }
}

/**
 * Waits for a target for a while, and goes on without it when it is late: the step says so in its log and does not fail.
 * It gives no handle, for nothing is proven.
 *
 * @param target what to wait for
 * @param timeout for how long; by default 30 seconds
 * @throws {@link PreludeError} when the timeout is not at least a second
 *
 * @example
 * until: { db: postgres({ host: 'db' }), cache: optional(redis({ host: 'cache' })) }
 * // args: [--timeout, '570', db=postgres://db:5432, cache=redis://cache:6379, --optional, '30']
 */
export function optional<T extends Target>(target: T, timeout?: Duration): OptionalTarget<T> {
  if (!(target instanceof Target)) refuse('optional()', notATarget('the target'), target);
  if (timeout !== undefined) checkDuration('optional()', 'timeout', timeout);
  return new OptionalTarget(target, timeout);
}
