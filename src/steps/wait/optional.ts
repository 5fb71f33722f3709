import type { Duration } from 'cdk8s';
import { checkDuration } from '../../checks/values';
import { refuse } from '../../errors';
import { notATarget } from '../../messages/readiness';
import { Target } from './target';

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
 * Waits for a target for a limited time, and continues without it: the step says so in its log and does not fail.
 * It gives no handle, because it proves nothing.
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
  if (!(target instanceof Target)) refuse('optional()', 'wait-target', notATarget('the target'), target);
  if (timeout !== undefined) checkDuration('optional()', 'timeout', timeout);
  return new OptionalTarget(target, timeout);
}
