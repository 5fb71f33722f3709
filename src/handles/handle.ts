import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { handleOfOtherPod } from '../messages/compile-time';
import { notAHandle } from '../messages/input';

/** A container that cdk8s-plus made, as far as handles reach into it. */
export interface ForeignContainer {
  /** Its name. */
  readonly name: string;
  /** What it starts with. */
  readonly command?: readonly string[];
  /** What it mounts. */
  readonly mounts?: ReadonlyArray<{ readonly path: string }>;
}

/** What a handle stands for in a volume, as far as its pod is told of it here; the pod knows what its volumes are. */
interface InVolume {
  readonly step: string;
  readonly _volume: { readonly name: string };
}

/** The pod that a handle belongs to. Two pods are one only if they are one object, whatever their ids. */
export interface HandleOwner {
  /** The id of the workload. */
  readonly id: string;
  /** The path of the workload's construct. */
  readonly path: string;
  /**
   * Notes which files of a volume a step writes.
   *
   * @internal
   */
  publish(proof: Proof, volume: string, files: readonly string[]): void;
  /**
   * Mounts what a handle stands for, read-only, into a container that cdk8s-plus made.
   *
   * @internal
   */
  mountForeign(handle: InVolume, container: ForeignContainer, path: string): void;
  /**
   * Has a container that cdk8s-plus made started with a value of a step.
   *
   * @internal
   */
  setForeign(value: InVolume, container: ForeignContainer, variable: string): void;
}

/** What a handle is made of: the pod, and the step that has done what the handle stands for. */
export interface Proof {
  /** The pod that the step belongs to. */
  readonly owner: HandleOwner;
  /** The name of the step. */
  readonly step: string;
}

/**
 * Proof of what a step has done, for its own pod only. Code that uses a handle runs after the step that gave it.
 *
 * `Id` is the literal id of the pod's workload. Your own steps give your own handles: classes that extend this one.
 *
 * @example
 * class Registered<in out Id extends string = any> extends Handle<Id> {
 *   readonly registered = true as const; // what tells it from other handles
 * }
 * // in the step: this.registered = new Registered<Id>(this.proof);
 */
export abstract class Handle<in out Id extends string = any> {
  /** The id of the workload that the handle belongs to. */
  readonly pod: Id;
  /** The name of the step that gave it. */
  readonly step: string;
  /** @internal */
  readonly _owner: HandleOwner;

  /** @param proof the `proof` of the step that gives the handle */
  constructor(proof: Proof) {
    this.pod = proof.owner.id as Id;
    this.step = proof.step;
    this._owner = proof.owner;
  }}

/**
 * What stands where a step gives no handle; `Why` is the sentence that says so. Nothing takes it, and asking for it when the
 * program runs is an error with the same sentence.
 */
export interface NoHandle<Why extends string = string> {
  /** Why there is none. */
  readonly noHandle: Why;
}

/** True for a handle of any kind. */
export const isHandle = (value: unknown): value is Handle =>
  typeof (value as Handle | undefined)?._owner === 'object' && typeof (value as Handle).step === 'string';

/** Refuses what is no handle, and handles of other pods. */
export function checkHandle<H extends Handle>(at: IConstruct | string, owner: HandleOwner, what: string, handle: H): H {
  if (!isHandle(handle)) return refuse(at, 'handle', notAHandle(what), handle);
  if (handle._owner === owner) return handle;
  const [mine, other] = owner.id === handle.pod ? [owner.path, handle._owner.path] : [owner.id, handle.pod];
  return refuse(at, 'other-pod', handleOfOtherPod(mine, other));
}
