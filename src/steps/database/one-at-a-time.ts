import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkReason } from '../../checks/values';
import type { Ready } from '../../handles/proofs';
import type { ScriptName } from '../../scripts/embedded';
import type { BroughtObject } from '../../step/definition';
import type { PodTemplate } from '../../template/pod-template';
import type { MountSpec } from '../../template/volume-spec';
import type { ClientName } from './lock/client';

/** Where a lock is taken. */
export interface LockContext {
  readonly at: IConstruct;
  readonly template: PodTemplate;
  readonly database: Ready;
}

/** A lock that is held around a run, as its container is given it. */
export interface LockSpec {
  /** The program that holds it, which the tool's image may not have. */
  readonly client: ClientName;
  /** The parts of the script that hold it. */
  readonly parts: readonly ScriptName[];
  /** What the script is told, before the command. */
  readonly flags: readonly string[];
  readonly variables: readonly k8s.EnvVar[];
  readonly mounts: readonly MountSpec[];
  readonly brings?: Readonly<Record<string, BroughtObject>>;
  /** What a person should know of it. */
  readonly notes?: readonly string[];
}

/** How only one migration runs at a time. Made by {@link databaseLock}, {@link leaseLock}, {@link ownLock} or {@link unsafe}. */
export class OneAtATime {
  /** Always the same: how, said by a function of the library. */
  readonly kind = 'OneAtATime' as const;

  /** @internal */
  constructor(
    /** How, in words; the YAML and the plan show it. */
    readonly how: string,
    /** @internal */
    readonly _lock?: (context: LockContext) => LockSpec,
    /**
     * True where its session can be asked for the version of the schema.
     *
     * @internal
     */
    readonly _asks = false,
  ) {
    Object.freeze(this);
  }
}

/**
 * Your own code of the migration takes a lock, such as `pg_advisory_lock` in Alembic's `env.py`. The locks of tools are not enough: many tools do not
 * wait for them, and some locks stay when the tool is killed.
 *
 * @param how which lock, and what a second run does meanwhile; shown in the YAML and in the plan
 * @throws {@link PreludeError} when it is not said
 *
 * @example
 * oneAtATime: ownLock('env.py takes pg_advisory_lock, a second run waits for it')
 * // annotations: { cdk8s-prelude/migrate: '… one at a time by a lock of its own: env.py takes pg_advisory_lock …' }
 */
export function ownLock(how: string): OneAtATime {
  return new OneAtATime(`one at a time by a lock of its own: ${checkReason('ownLock()', 'a lock of your own', how)}`);
}

/**
 * Nothing known prevents two migrations at the same time, and `because` explains why that is acceptable.
 *
 * @param because why; shown in the YAML and in the plan
 * @throws {@link PreludeError} when the reason is missing
 *
 * @example
 * oneAtATime: unsafe('the script is idempotent: CREATE TABLE IF NOT EXISTS only')
 * // annotations: { cdk8s-prelude/migrate: '… UNSAFE, two may run at a time: the script is idempotent …' }
 */
export function unsafe(because: string): OneAtATime {
  return new OneAtATime(`UNSAFE, two may run at a time: ${checkReason('unsafe()', 'an unsafe migration', because)}`);
}
