import { checkKeys } from '../checks/known-keys';
import { checkList, checkOneOf, checkReason } from '../checks/values';
import { refuse } from '../errors';
import * as say from '../messages/migration-tools';
import type { AfterKill, MigrationToolFacts, Quote, RunEnd, SecondRun, StopSignal, VersionTable, WhenAhead } from './facts';

/**
 * A migration tool and the known facts about it: how to stop it, what it leaves when it is killed, how to find its version.
 * Made by `golangMigrate()`, `flyway()` and their like, or by {@link otherTool}.
 */
export class MigrationTool<out Name extends string = string> {
  /** Its name. */
  readonly name: Name;
  /** All that is known of it. */
  readonly facts: MigrationToolFacts;

  /** @internal */
  constructor(facts: MigrationToolFacts & { readonly name: Name }) {
    this.name = facts.name;
    this.facts = Object.freeze(facts);
    Object.freeze(this);
  }

  /**
   * How its run is ended in a database of this protocol. MySQL and MariaDB commit each change of a schema by itself: whatever the tool, a kill leaves
   * half of a migration there. What is said of a tool that the library does not know is taken as it is.
   *
   * @internal
   */
  _endIn(protocol: string): RunEnd {
    const { stopSignal, whenStopped, afterKill, basis } = this.facts;
    if (protocol !== 'mysql' || basis === 'user' || MESSES.has(afterKill)) return { stopSignal, whenStopped, afterKill };
    return { stopSignal: 'none', whenStopped: 'goes on to its end, for MySQL and MariaDB take back no change of a schema', afterKill: 'half' };
  }
}

const MESSES: ReadonlySet<AfterKill> = new Set(['half', 'dirty', 'locked']);

/** True where a kill in the middle leaves what a person has to repair, as far as is known. */
export const mustNotBeKilled = ({ afterKill }: Pick<RunEnd, 'afterKill'>): boolean => MESSES.has(afterKill);

/** Properties of {@link otherTool}. */
export interface OtherToolProps<Name extends string = string> {
  /** Its name, as people call it. */
  readonly name: Name;
  /**
   * The signal by which it stops in good order.
   *
   * @default 'SIGTERM'
   */
  readonly stopSignal?: StopSignal;
  /**
   * What it leaves when it is killed in the middle: `clean`, `half` (of a migration, as in MySQL), `dirty` (a mark) or `locked` (a row). After the last three
   * it is never killed.
   */
  readonly afterKill: Exclude<AfterKill, 'unknown'>;
  /** What a person does after a crash in the middle, in one line; the step prints it when a run fails. */
  readonly repair: string;
  /**
   * What a run does where the database is newer than its files.
   *
   * @default 'unknown'
   */
  readonly whenAhead?: WhenAhead;
  /**
   * What a second run does while the first one is at work.
   *
   * @default 'races'
   */
  readonly secondRun?: SecondRun;
  /**
   * The table of its versions, for `migrated(…)`.
   *
   * @default - not known: `migrated(…)` cannot ask for its version
   */
  readonly versions?: VersionTable | ((quote: Quote) => VersionTable);
}

export const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'none'] as const satisfies readonly StopSignal[];

const KEYS = { name: true, stopSignal: true, afterKill: true, repair: true, whenAhead: true, secondRun: true, versions: true } as const;

/**
 * A migration tool that the library does not know, or a program of your own.
 *
 * @param props what it does when it is stopped or killed, and where its versions stand
 * @throws {@link PreludeError} when a value is refused
 *
 * @example
 * tool: otherTool({
 *   name: 'dbmate', afterKill: 'clean', repair: 'run it again',
 *   versions: { rows: 'all', table: 'schema_migrations', version: 'version' },
 * })
 * // args: [--timeout, '300', --grace, '20', --signal, TERM, --repair, run it again, --, dbmate, up]
 */
export function otherTool<const Name extends string>(props: OtherToolProps<Name>): MigrationTool<Name> {
  const at = 'otherTool()';
  checkKeys(at, props, KEYS);
  const { name, stopSignal = 'SIGTERM', afterKill, repair, whenAhead = 'unknown', secondRun = 'races', versions } = props;
  checkReason(at, 'name', name);
  checkOneOf(at, 'stopSignal', stopSignal, STOP_SIGNALS);
  checkOneOf(at, 'afterKill', afterKill, ['clean', 'half', 'dirty', 'locked']);
  checkOneOf(at, 'whenAhead', whenAhead, ['succeeds', 'fails', 'unknown']);
  checkOneOf(at, 'secondRun', secondRun, ['races', 'fails', 'waits']);
  checkVersions(at, versions);
  return new MigrationTool({
    name, commands: [], stopSignal, whenStopped: 'stops', lock: { kind: undefined, second: secondRun }, afterKill,
    repair: checkReason(at, 'repair', repair), whenAhead, versions: typeof versions === 'object' ? () => versions : versions, basis: 'user',
  });
}

function checkVersions(at: string, versions: unknown): void {
  if (versions === undefined || typeof versions === 'function') return;
  const { rows, table, version } = (versions ?? {}) as Partial<VersionTable>;
  checkOneOf(at, 'versions.rows', rows, ['one', 'all', 'heads']);
  for (const text of checkList<unknown>(at, 'versions', [table, version])) if (typeof text !== 'string' || text.trim() === '') refuse(at, 'migration-tool', say.notSqlOfVersions, text);
}
