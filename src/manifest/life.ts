/**
 * The part of a pod's start in which a container runs, in turns: init containers have one each, in their order; all others share the
 * last. A sidecar runs on from its turn.
 */
export interface Life {
  readonly from: number;
  readonly until: number;
}

/** Of an init container that ends before the next one starts. */
export const endsInTurn = (turn: number): Life => ({ from: turn, until: turn });

/** Of what runs on: a sidecar, or a container of the app. */
export const runsOnFrom = (turn: number): Life => ({ from: turn, until: Infinity });
