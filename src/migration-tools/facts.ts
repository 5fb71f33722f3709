import type { Command } from './command';

/** The signal by which a tool is asked to stop; `none` where every signal would leave a mess, and it can only be waited for. */
export type StopSignal = 'SIGTERM' | 'SIGINT' | 'none';

/**
 * What a tool leaves when it is killed in the middle. `clean`: the next run goes on by itself, as far as the database takes back what was
 * not committed. `half`: half of a migration, which the next run meets. `dirty`: a mark that makes every later run fail. `locked`: a lock in a table
 * that nobody takes away. `unknown`: it was not tried.
 */
export type AfterKill = 'clean' | 'half' | 'dirty' | 'locked' | 'unknown';

/** What a second run does while the first one is at work, by the tool alone. */
export type SecondRun = 'races' | 'fails' | 'waits';

/** What a run does where the database is newer than the files that it has, as after a rollback. */
export type WhenAhead = 'succeeds' | 'fails' | 'unknown';

/** How far what is said of a tool was tried: run with the tool itself, read in its source, told by its documentation, or said by who uses the library. */
export type Basis = 'run' | 'source' | 'documentation' | 'user';

/** How a run of a tool is ended, and what a kill leaves. */
export interface RunEnd {
  /** The signal by which it stops in good order. */
  readonly stopSignal: StopSignal;
  /** What it does then, in words that go on after "it". */
  readonly whenStopped: string;
  /** What it leaves when it is killed. */
  readonly afterKill: AfterKill;
}

/** The lock that a tool takes by itself. */
export interface ToolLock {
  /** What it is, in words that go on after "it takes": `an advisory lock of the session`; undefined where it takes none. */
  readonly kind: string | undefined;
  /** What a second run does meanwhile. */
  readonly second: SecondRun;
  /** For how many seconds it waits, where it does. */
  readonly seconds?: number;
  /** What a run prints that finds the lock taken. */
  readonly says?: string;
  /** True where waiters sit in a statement, which `CREATE INDEX CONCURRENTLY` of the first run waits for in turn. */
  readonly deadlocks?: boolean;
}

/** The row that is the lock of a tool, as SQL. */
export interface LockRow {
  /** Its table, such as `knex_migrations_lock`. */
  readonly table: string;
  /** What is true of it while it is held. */
  readonly held: string;
  /** What an `UPDATE` sets to free it. */
  readonly free: string;
}

/**
 * How versions stand in the table of a tool. `one`: a row with a number, which grows. `all`: a row for each migration that was run.
 * `heads`: the newest revisions only, by names without an order.
 */
export type VersionRows = 'one' | 'all' | 'heads';

/** How one asks the database which version it has, by SQL. */
export interface VersionTable {
  /** How versions stand in it. */
  readonly rows: VersionRows;
  /** The table that the tool makes, as SQL. */
  readonly table: string;
  /** The version of a row, as SQL. */
  readonly version: string;
  /**
   * What is true of a row that counts, as SQL.
   *
   * @default - every row counts
   */
  readonly counts?: string;
  /**
   * What is true of a row whose migration is at work, or has failed in the middle, as SQL.
   *
   * @default - no row tells
   */
  readonly broken?: string;
}

/** Quotes a name as the database wants it: `"name"` or `` `name` ``. */
export type Quote = (name: string) => string;

/** All that is known of a migration tool. */
export interface MigrationToolFacts extends RunEnd {
  /** Its name, such as `golang-migrate`. */
  readonly name: string;
  /** The commands that migrate, by which it is known in code and in YAML. */
  readonly commands: readonly Command[];
  /** Its own lock. */
  readonly lock: ToolLock;
  /** What a person does after a crash in the middle, in one line; the step prints it when a run fails. */
  readonly repair: string;
  /** What its own run does where the database is newer. */
  readonly whenAhead: WhenAhead;
  /**
   * The table of its versions; undefined where it is not known.
   *
   * @default - not known
   */
  readonly versions?: ((quote: Quote) => VersionTable) | undefined;
  /**
   * Its lock, where nobody holds it but steps under a lock of the database: a step that finds it held then frees it, for its holder was killed.
   *
   * @default - others may hold it: it stays, and a person is told what to do
   */
  readonly leftLock?: LockRow | undefined;
  /** How far all of this was tried. */
  readonly basis: Basis;
}
