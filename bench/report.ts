import { median } from './runs';

/** A figure of a run, how a table shows it, and how many times that of the other it may be. */
export interface Column<R> {
  readonly title: string;
  readonly of: (run: R) => number;
  readonly digits?: number;
  readonly budget?: number;
}

/** What is compared: ours, and what ours is held against. */
export interface Compared<N extends string> {
  readonly ours: N;
  readonly other: N;
}

/** A table with a row for each program and one for the ratios, and what was beyond a budget. */
export class Report<N extends string, R> {
  readonly misses: string[] = [];
  private readonly rows: (readonly string[])[] = [];

  constructor(private readonly columns: readonly Column<R>[]) {
    const head = ['what', 'program', ...columns.map(({ title }) => title)];
    this.rows.push(head, head.map((_, index) => (index < 2 ? '---' : '---:')));
  }

  add(what: string, { ours, other }: Compared<N>, rounds: ReadonlyArray<Readonly<Record<N, R>>>, checked: boolean): void {
    const figures = (name: N, of: (run: R) => number) => rounds.map((round) => of(round[name]));
    for (const name of Object.keys(rounds[0] ?? {}) as N[]) {
      this.rows.push([what, name, ...this.columns.map(({ of, digits = 0 }) => median(figures(name, of)).toFixed(digits))]);
    }
    const ratios = this.columns.map(({ of }) => ratio(rounds, ours, other, of));
    this.rows.push([what, `**${ours} / ${other}**`, ...ratios.map((value) => `**${value.toFixed(2)}**`)]);
    for (const [index, { title, budget }] of this.columns.entries()) {
      const value = ratios[index] ?? NaN;
      if (checked && budget !== undefined && value > budget) this.misses.push(`${what}: ${title} ${value.toFixed(2)} ×, budget ${budget} ×`);
    }
    process.stderr.write(`${what}: ${this.columns.map(({ title }, index) => `${title} ${ratios[index]?.toFixed(2)} ×`).join(', ')}\n`);
  }

  print(): void {
    console.log(['', ...this.rows.map((cells) => `| ${cells.join(' | ')} |`)].join('\n'));
  }
}

/** The middle one of the ratios of all rounds. */
export function ratio<N extends string, R>(rounds: ReadonlyArray<Readonly<Record<N, R>>>, ours: N, other: N, of: (run: R) => number): number {
  return median(rounds.map((round) => of(round[ours]) / of(round[other])));
}
