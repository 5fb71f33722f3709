import { activeRecord } from './active-record';
import { alembic } from './alembic';
import { atlas } from './atlas';
import type { ShellScript } from '../shell/commands';
import { wordsScript } from '../shell/container-script';
import { type Command, findCommand } from './command';
import { DECLARATIVE } from './declarative';
import { django } from './django';
import { efCore } from './ef-core';
import { flyway } from './flyway';
import { golangMigrate } from './golang-migrate';
import { goose } from './goose';
import { knex } from './knex';
import { liquibase } from './liquibase';
import type { MigrationTool } from './migration-tool';
import { nodePgMigrate } from './node-pg-migrate';
import { prisma } from './prisma';

/** The tools that the library knows. */
export const KNOWN_TOOLS: readonly MigrationTool[] = Object.freeze([
  activeRecord(), alembic(), atlas(), django(), efCore(), flyway(), golangMigrate(), goose(), knex(), liquibase(), nodePgMigrate(), prisma(),
]);

/** What a command is that plainly changes a schema. */
export interface KnownMigration {
  /** The tool; undefined for one that is declarative and nothing else. */
  readonly tool: MigrationTool | undefined;
  /** How it was called, such as `prisma db push`. */
  readonly called: string;
  /** True where it drops what the files do not have. */
  readonly declarative: boolean;
}

interface ToolCommand extends Command {
  readonly tool: MigrationTool | undefined;
}

const COMMANDS: readonly ToolCommand[] = [
  ...KNOWN_TOOLS.flatMap((tool) => tool.facts.commands.map((command) => ({ ...command, tool }))),
  ...DECLARATIVE.map((command) => ({ ...command, tool: undefined })),
];

/** The migration that a container's words plainly are, or that a script among them plainly begins. */
export function knownMigration(words: readonly string[]): KnownMigration | undefined {
  const script = wordsScript(words);
  return script && migrationIn(script);
}

/** The same of what is read already. */
export function migrationIn(script: Pick<ShellScript, 'commands'>): KnownMigration | undefined {
  const found = findCommand(script, COMMANDS);
  if (found === undefined) return undefined;
  return { tool: found.tool, called: [found.program, ...found.words].join(' '), declarative: found.declarative === true };
}
