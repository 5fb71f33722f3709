import type { IConstruct } from 'constructs';
import { shortHash } from '../declared/short-hash';
import { checkReason } from '../checks/values';
import { refuse } from '../errors';
import { checkHandle } from '../handles/handle';
import { onceInManyPods } from '../messages/one-at-a-time';
import * as say from '../messages/run';
import type { PodTemplate } from '../template/pod-template';
import type { MountSpec } from '../template/volume-spec';
import { Claim } from '../volumes/claim';

/**
 * What a second run does: init containers may run again at any time, in the same pod and in the next one. `'idempotent'`:
 * its result is that of the first. Else `onceIn(claim)`, or `notIdempotent(because)`. `_Why` is what the compiler says of anything else: it is
 * written where the type is used, or it is not said.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior
 */
export type Rerun<Id extends string = any, _Why = unknown> = 'idempotent' | Once<Id> | NotIdempotent;

/** Done once for a volume that outlives the pod. Made by {@link onceIn}. */
export class Once<in out Id extends string = any> {
  /** The id of the workload that the volume belongs to. */
  readonly pod: Id;
  /** @internal */
  readonly _volume: Claim<Id>;

  /** @internal */
  constructor(volume: Claim<Id>) {
    this.pod = volume.pod;
    this._volume = volume;
    Object.freeze(this);
  }
}

/** A second run does something other than the first, and the code gives the reason. Made by {@link notIdempotent}. */
export class NotIdempotent {
  /** The reason. The YAML and the plan show it. */
  readonly because: string;

  /** @internal */
  constructor(because: string) {
    this.because = because;
    Object.freeze(this);
  }
}

/**
 * Runs once for a volume: when the step has succeeded, it writes a note into the volume, and a run that finds the note ends at once. The
 * name of the note contains the path of the step, so a step that is renamed or moved runs once more. A
 * run that is killed before it writes the note is repeated, so a partial run must do no harm.
 *
 * @param volume a claim of the pod; if two pods can run at a time, a claim template, so that each pod has its own claim
 * @throws {@link PreludeError} when it is not such a volume
 *
 * @example
 * rerun: onceIn(data)
 * // args: [--timeout, '300', …, --once, /prelude-once/.prelude-once-shop-web-import-1f7b2a90, …]
 */
export function onceIn<Id extends string>(volume: Claim<Id>): Once<Id> {
  return volume instanceof Claim ? new Once<Id>(volume) : refuse('onceIn()', 'claim-needed', say.onceInClaim, volume);
}

/**
 * A second run does something other than the first.
 *
 * @param because why that is acceptable; shown in the YAML and in the plan
 * @throws {@link PreludeError} when the reason is missing
 *
 * @example
 * rerun: notIdempotent('each start is to be told to the channel')
 * // annotations: { cdk8s-prelude/tell: 'tells the channel (NOT idempotent: each start is to be told to the channel), …' }
 */
export function notIdempotent(because: string): NotIdempotent {
  return new NotIdempotent(checkReason('notIdempotent()', 'what is not idempotent', because));
}

/** What comes of it: words for the purpose, and flags and a mount for the program. */
export interface RerunSpec {
  readonly words: string;
  readonly flags: readonly string[];
  readonly mounts: readonly MountSpec[];
  /** True where nothing but there being one pod keeps it to one at a time. */
  readonly isSingleton: boolean;
}

const DIRECTORY = '/prelude-once';

/** The name of the note of a step: steps of other workloads may use the same claim, and paths of ids are told apart by the hash. */
const noteOf = (path: string): string =>
  `.prelude-once-${path.replace(/[^A-Za-z0-9]+/g, '-').slice(-LONGEST_NOTE)}-${shortHash(path)}`;
const LONGEST_NOTE = 100;

/** Checks what was said of a second run. */
export function rerunSpec(at: IConstruct, template: PodTemplate, given: unknown): RerunSpec {
  if (given === 'idempotent') return { words: 'idempotent', flags: [], mounts: [], isSingleton: false };
  if (given instanceof NotIdempotent) return { words: `NOT idempotent: ${given.because}`, flags: [], mounts: [], isSingleton: false };
  if (!(given instanceof Once)) return refuse(at, 'rerun', say.notASecondRun, given);
  const { _volume: volume } = checkHandle(at, template, 'rerun', given._volume);
  // Each pod has a claim of its own where a claim template provides it.
  const isSingleton = volume.source !== undefined;
  if (isSingleton && template.facts.manyPods) refuse(at, 'singleton', onceInManyPods(template.id, volume.name), volume.name);
  return {
    isSingleton,
    words: `once in volume ${volume.name}`,
    flags: ['--once', `${DIRECTORY}/${noteOf(`${template.path}/${at.node.id}`)}`],
    mounts: [{ volume, path: DIRECTORY, readOnly: false }],
  };
}
