/* Messages about versions of schemas. */

import type { OfRule } from './rule-ids';

export const noVersions = (tool: string) =>
  `it is not known where ${tool} notes its versions: say versions in otherTool(…), or wait with migratedWhen(…) by a command of your own.`;
export const notAVersion = 'version and older take versions as the tool calls them: letters, digits, spaces and "._:@/+-", at most 200 characters.';
export const oneNumber = (tool: string) => `${tool} notes one number: give version the whole number that this release needs, such as 12.`;
export const needsOlder = (tool: string) =>
  `${tool} notes its newest revision only, and revisions have no order: give version one revision, and older the list of all that come before it.`;
export const olderForHeads = (tool: string) => `older is for tools without an order of versions, and ${tool} has one: leave it out.`;
export const cannotTellNewer = (tool: string) =>
  `${tool} notes each migration, so what is newer cannot be told from it: leave whenNewer out; a newer schema has what this release needs.`;
export const startOrWait = "whenNewer takes 'start' or 'wait'.";
export const versionNeedsLock = 'version is asked under the lock of the database: give oneAtATime databaseLock(…), or leave version out.';
export const versionNeedsTool = 'version is asked in the table of the tool, and the library does not know this command: give tool.';
export const notASqlServer = 'server takes postgres(…) or mysql(…).';

/** `.migrated` of a wait for something else. */
export const notASchema = 'what answers is not migrated for that: wait with migrated(…), or take .ready' as const;
export type NotASchema = OfRule<'unproven-readiness', typeof notASchema>;
