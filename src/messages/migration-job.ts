/* Messages about Jobs that migrate. */

import type { OfRule } from './rule-ids';

/** What is given as the database of a Job is no target, or proves none. */
export const notADatabaseTarget = 'MigrationJob needs a target that proves a database: postgres(…), mysql(…), or command(…) for one of another kind' as const;
export type NotADatabaseTarget = OfRule<'database-not-ready', typeof notADatabaseTarget>;

export const nameOfInputs = 'the name of a MigrationJob consists of its id and a hash of its inputs, so that another migration is another Job: remove metadata.name.';
export const filesWithoutVersion = (kind: string, name: string) =>
  `the files of ${kind} "${name}" can change while its name stays, and Kubernetes runs a Job of the same name only once: give version, or a revision that changes with the files.`;
export const doneNeedsVersion =
  'done(…) asks the database for the version: give the MigrationJob version and, for a command that the library does not know, tool; or give done(…) a target: migrated(…) or migratedWhen(…).';
export const ttlOrNever = "ttlAfterFinished must be a Duration, or 'never'.";

export const notARevision = "revision must be a text without control characters, at most 200 characters, such as '2' or the commit of the files.";

/** A Job of another namespace. */
export const jobElsewhere = (step: string, job: string, namespace: string | undefined) =>
  `step "${step}" does not see whether Job ${job} fails, because it is in ${namespace === undefined ? 'another namespace' : `namespace ${namespace}`}: it waits until its own deadline`;
