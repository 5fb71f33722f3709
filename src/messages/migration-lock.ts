/* Messages about the locks that are held around migrations. */

import type { OfRule } from './rule-ids';

/** Something else for `oneAtATime`. */
export const notOneAtATime = 'oneAtATime must be databaseLock(…), leaseLock(), ownLock(how) or unsafe(because).' as const;
export type NotOneAtATime = OfRule<'one-at-a-time', typeof notOneAtATime>;

export const throughAPooler = (address: string) =>
  `${address} looks like a connection pooler, and a pooler in transaction mode cannot hold a session lock: wait for the database itself, ` +
  "use leaseLock(), or set pooler: 'session' if the pooler is in session mode.";
export const onlySqlLocks = (protocol: string) =>
  `databaseLock(…) takes a lock in PostgreSQL, MySQL or MariaDB, and this database answers in ${protocol}: use leaseLock().`;
