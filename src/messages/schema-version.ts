/* Messages about versions of schemas. */

import type { OfRule } from './rule-ids';

export const noVersions = (tool: string) =>
  `the library does not know where ${tool} records its versions: set versions in otherTool(…), or wait with migratedWhen(…) and your own command.`;
export const notAVersion = 'version and older must be versions as the tool writes them: letters, digits, spaces and "._:@/+-", at most 200 characters.';
export const oneNumber = (tool: string) => `${tool} records one number: set version to the whole number that this release needs, such as 12.`;
export const needsOlder = (tool: string) =>
  `${tool} records only its newest revision, and revisions have no order: set version to one revision, and older to the list of all revisions before it.`;
export const olderForHeads = (tool: string) => `older is for tools whose versions have no order, but the versions of ${tool} have one: remove older.`;
export const cannotTellNewer = (tool: string) =>
  `${tool} records each migration without an order, so the library cannot detect a newer version: remove whenNewer; a newer schema contains this version too.`;
export const startOrWait = "whenNewer must be 'start' or 'wait'.";
export const versionNeedsLock = 'the step asks for version while it holds the lock of the database: set oneAtATime to databaseLock(…), or remove version.';
export const versionNeedsTool = 'the step reads version from the table of the tool, and the library does not know the tool of this command: set tool.';
export const notASqlServer = 'server must be postgres(…) or mysql(…).';

/** `.migrated` of a wait for something else. */
export const notASchema = 'this target does not prove that the schema is migrated: wait with migrated(…), or use .ready' as const;
export type NotASchema = OfRule<'unproven-readiness', typeof notASchema>;
