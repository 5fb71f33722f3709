/* What is said of migration tools, and of commands that plainly are one. */

import type { OfRule } from './rule-ids';

export const notATool = 'tool takes what golangMigrate(), flyway(), otherTool(…) and their like return.' as const;
export type NotATool = OfRule<'migration-tool', typeof notATool>;

export const notSqlOfVersions = 'versions takes SQL: the table of the tool, and the version of a row, such as { rows: \'all\', table: \'schema_migrations\', version: \'version\' }.';

export const otherToolCalled = (called: string, is: string, given: string) =>
  `the command "${called}" is ${is}, and tool is ${given}: the step would stop it in the way of another tool. Give the tool that the command calls.`;

export const dropsColumns = (called: string) =>
  `"${called}" makes the schema what the files say: after a rollback it drops the columns that the newer version has, with their data. ` +
  'Use versioned migrations, or say with mayDropColumns why that does no harm.';
export const nothingToDrop = 'mayDropColumns is for declarative tools, such as "prisma db push": this command is none, leave it out.';

/** A migration in pods that may be several, outside of RunMigration. */
export const migrationElsewhere = (where: string, called: string) =>
  `"${called}" is a migration, and several of these pods can run it at the same time: ${where} does not keep it to one, nor stop it in the way of its tool. ` +
  'Use RunMigration.';

const fate = { dirty: 'its version marked dirty', locked: 'its lock', clean: '', unknown: '' } as const;

/** What its deadline means for a migration that takes longer. */
export const endedAtDeadline = (step: string, seconds: number, tool: {
  readonly name: string; readonly stopSignal: string; readonly whenStopped: string; readonly afterKill: keyof typeof fate;
}, grace: number, isKilled: boolean) =>
  `step "${step}": after ${seconds} s ${tool.name} ${tool.stopSignal === 'none' ? 'is too late, and' : `gets ${tool.stopSignal}: it`} ${tool.whenStopped}. ` + (isKilled
    ? `It is killed ${grace} s later, and begun again: raise timeout where a migration takes longer.`
    : `It is not killed, since that leaves ${fate[tool.afterKill]}; but kubelet kills it where the pod is deleted and it needs more than ${grace} s to stop: ` +
      'raise terminationGracePeriod above the time of the longest migration.');
export const failsWhenAhead = (step: string, tool: string) =>
  `step "${step}": ${tool} fails where the database is newer than its files, as after a rollback that takes the files back too.`;
