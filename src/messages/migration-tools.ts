/* Messages about migration tools, and about commands that are clearly one. */

import type { OfRule } from './rule-ids';

export const notATool = 'tool must be a migration tool, such as golangMigrate(), flyway() or otherTool(…).' as const;
export type NotATool = OfRule<'migration-tool', typeof notATool>;

export const notSqlOfVersions = 'versions must be SQL: the table of the tool, and the version of a row, such as { rows: \'all\', table: \'schema_migrations\', version: \'version\' }.';

export const otherToolCalled = (called: string, is: string, given: string) =>
  `the command "${called}" is ${is}, but tool is ${given}: the step would stop the command like another tool. Set tool to the tool that the command calls.`;

export const freesUnderDatabaseLock = (tool: string) =>
  `${tool}({ onlyBySteps: true }) lets the step free the lock of a killed run, for which it must hold its own lock in that database: give oneAtATime databaseLock(…), or leave onlyBySteps out.`;

export const dropsColumns = (called: string) =>
  `"${called}" makes the schema match the files: after a rollback it drops the columns of the newer version, with their data. ` +
  'Use versioned migrations, or explain in mayDropColumns why that does no harm.';
export const nothingToDrop = 'mayDropColumns applies only to declarative tools, such as "prisma db push", and this command is not one: remove it.';

/** A migration in pods that may be several, outside of RunMigration. */
export const migrationElsewhere = (where: string, called: string) =>
  `"${called}" is a migration, and several of these pods can run it at the same time: ${where} neither limits it to one run at a time nor stops it as its tool needs. ` +
  'Use RunMigration.';

const fate = { half: 'half of a migration', dirty: 'its version marked dirty', locked: 'its lock', clean: '', unknown: '' } as const;

/** What its deadline means for a migration that takes longer. */
export const endedAtDeadline = (step: string, seconds: number, tool: {
  readonly name: string; readonly stopSignal: string; readonly whenStopped: string; readonly afterKill: keyof typeof fate;
}, grace: number, isKilled: boolean) =>
  `step "${step}": after ${seconds} s ${tool.name} ${tool.stopSignal === 'none' ? 'is too late, and' : `gets ${tool.stopSignal}: it`} ${tool.whenStopped}. ` + (isKilled
    ? `It is killed ${grace} s later and started again: raise timeout if a migration takes longer.`
    : `The step does not kill it, because that leaves ${fate[tool.afterKill]}; but kubelet kills it if the pod is deleted and it needs more than ${grace} s to stop: ` +
      'raise terminationGracePeriod above the time of the longest migration.');
export const failsWhenAhead = (step: string, tool: string) =>
  `step "${step}": ${tool} fails if the database is newer than its files, for example after a rollback that also restores older files: give version, so that the step does not run it then.`;
