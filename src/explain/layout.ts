import type { Phase, PodStart, Start, Wait } from './start';

/*
 * Where everything stands in the picture, as numbers: the SVG is written from this, and tests look at this.
 */

/** A rectangle. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A row of a lane. */
export interface Row {
  readonly phase: Phase;
  /** The middle of it. */
  readonly y: number;
  /** Undefined where it never runs, or never ends. */
  readonly best: Box | undefined;
  /** Where it never ends, to the end of the axis; undefined where it is not known. */
  readonly worst: Box | undefined;
  /** Where it ends at best; the end of the axis where it never does. */
  readonly end: number;
  /** Of the app: where it starts at worst, where that is later. */
  readonly latest: number | undefined;
  /** Of a sidecar: the line on which it runs on. */
  readonly runsOn: { readonly from: number; readonly until: number } | undefined;
}

/** The lane of a pod. */
export interface Lane {
  readonly pod: PodStart;
  readonly box: Box;
  readonly rows: readonly Row[];
  readonly clocks: ReadonlyArray<{ readonly x: number; readonly says: string }>;
}

/** An arrow from who is waited for to who waits. */
export interface Arrow {
  readonly wait: Wait;
  readonly points: ReadonlyArray<readonly [x: number, y: number]>;
}

/** The whole picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Where the axis begins and ends. */
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
  readonly ticks: ReadonlyArray<{ readonly x: number; readonly seconds: number }>;
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
  /** Where the legend stands. */
  readonly legend: number;
}

const WIDTH = 1120;
const LEFT = 300;
const RIGHT = WIDTH - 40;
const AXIS = 44;
/** The height of the head of a lane. */
export const HEAD = 38;
const ROW = 36;
const FOOT = 10;
const GAP = 14;
const LEGEND = 66;
const THIN = 10;
const THICK = 20;
/** What is too short to be seen is this wide. */
const LEAST = 3;

/** Lays a start out. Pure. */
export function layOut(start: Start): Picture {
  const end = endOf(start);
  const x = (seconds: number): number => round(LEFT + (RIGHT - LEFT) * Math.sqrt(Math.min(seconds, end) / end));
  let y = AXIS;
  const lanes = start.pods.map((pod): Lane => {
    const box = { x: 12, y, width: WIDTH - 24, height: HEAD + pod.phases.length * ROW + FOOT };
    y += box.height + GAP;
    const stuck = pod.phases.findIndex(({ never }) => never !== undefined);
    const rows = pod.phases.map((phase, index) => rowOf(phase, box.y + HEAD + index * ROW + ROW / 2, x, index === stuck));
    return { pod, box, rows, clocks: pod.clocks.filter(({ at }) => at <= end).map(({ at, says }) => ({ x: x(at), says })) };
  });
  const bottom = y - GAP;
  return {
    width: WIDTH, height: y + LEGEND, plot: { left: LEFT, right: RIGHT, top: AXIS, bottom },
    ticks: ticksOf(end, x), lanes, arrows: arrowsOf(start, lanes), legend: y,
  };
}

/** The axis ends a little after the last of what is shown. */
function endOf({ pods }: Start): number {
  const ends = pods.flatMap(({ phases }) => phases.flatMap(({ best, worst, isWorstKnown }) => [best.until, isWorstKnown ? worst.until : 0]));
  const last = ends.reduce((most, one) => Math.max(most, one), 10);
  const clocks = pods.flatMap((pod) => pod.clocks.map(({ at }) => at)).filter((at) => at <= last * 1.3);
  return clocks.reduce((most, one) => Math.max(most, one), last) * 1.04;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function rowOf(phase: Phase, y: number, x: (seconds: number) => number, isFirst: boolean): Row {
  const box = ({ from, until }: Phase['best'], height: number): Box => {
    const left = x(from);
    return { x: left, y: y - height / 2, width: round(Math.max(LEAST, x(until) - left)), height };
  };
  if (phase.never !== undefined) return stuckRow(phase, y, isFirst ? box(phase.best, THICK).x : undefined);
  const best = box(phase.best, THIN);
  const known = phase.ends ? box(phase.worst, THICK) : { ...box(phase.worst, THICK), width: round(RIGHT - x(phase.worst.from)) };
  const worst = phase.isWorstKnown ? known : undefined;
  return {
    phase, y, best, worst, end: best.x + best.width,
    latest: phase.kind === 'app' && phase.isWorstKnown && phase.worst.from > phase.best.from ? x(phase.worst.from) : undefined,
    runsOn: phase.kind === 'sidecar' ? { from: worst ? worst.x + worst.width : best.x + best.width, until: RIGHT } : undefined,
  };
}

/** What never ends has a bar without an end; what comes after it has none. */
const stuckRow = (phase: Phase, y: number, from: number | undefined): Row => ({
  phase, y, best: undefined, end: RIGHT, latest: undefined, runsOn: undefined,
  worst: from === undefined ? undefined : { x: from, y: y - THICK / 2, width: round(RIGHT - from), height: THICK },
});

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 14400, 43200, 86400];
/** Labels of ticks need this much room. */
const ROOM = 44;

function ticksOf(end: number, x: (seconds: number) => number): Picture['ticks'] {
  const found = [{ x: x(0), seconds: 0 }];
  for (const seconds of STEPS.filter((step) => step <= end)) if (x(seconds) - found.at(-1)!.x >= ROOM) found.push({ x: x(seconds), seconds });
  return found;
}

function arrowsOf({ waits }: Start, lanes: readonly Lane[]): readonly Arrow[] {
  const rows = new Map(lanes.flatMap((lane) => lane.rows.map((row) => [row.phase.id, row] as const)));
  const used = new Map<number, number>();
  return waits.flatMap((wait) => wait.for.flatMap((target): readonly Arrow[] => {
    const [from, to] = [rows.get(target), rows.get(wait.by)];
    if (!from || !to || from === to) return [];
    const reach = Math.max(from.end, to.end);
    // Arrows that would lie on each other stand side by side.
    const turn = used.get(reach) ?? 0;
    used.set(reach, turn + 1);
    const across = round(reach + 6 + (turn % 5) * 5);
    return [{ wait, points: [[from.end, from.y], [across, from.y], [across, to.y], [to.end + 1, to.y]] }];
  }));
}
