import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkKeys } from '../../checks/known-keys';
import { checkReason } from '../../checks/values';
import { type Argument, isExpansion } from '../../env/expand';
import { refuse } from '../../errors';
import { knownMigration } from '../../migration-tools/known-tools';
import { freeingSql, questionFor, type SchemaVersion, VERSION_KEYS } from '../../migration-tools/question';
import { MigrationTool, mustNotBeKilled } from '../../migration-tools/migration-tool';
import * as say from '../../messages/migration-tools';
import * as ofVersion from '../../messages/schema-version';
import type { Ready } from '../../handles/proofs';
import { gracePeriod } from '../../step/grace-period';
import type { CommandProgram } from '../../step/program';
import type { PodTemplate } from '../../template/pod-template';

/** What the properties of a migration say of its tool. */
interface ToolProps {
  readonly command: readonly Argument[];
  readonly tool?: MigrationTool | undefined;
  readonly mayDropColumns?: string;
}

/** The tool of a migration: the one that was given, or that the command plainly calls. Refuses another one, and one that drops columns unasked. */
export function toolOf(at: IConstruct, { command, tool: given, mayDropColumns }: ToolProps): MigrationTool | undefined {
  if (given !== undefined && !(given instanceof MigrationTool)) refuse(at, 'migration-tool', say.notATool, given);
  const known = knownMigration(wordsOf(command));
  if (known?.tool !== undefined && given !== undefined && known.tool.name !== given.name) {
    refuse(at, 'migration-tool', say.otherToolCalled(known.called, known.tool.name, given.name));
  }
  if (mayDropColumns !== undefined) checkReason(at, 'mayDropColumns', mayDropColumns);
  if (known?.declarative === true && mayDropColumns === undefined) refuse(at, 'declarative-migration', say.dropsColumns(known.called));
  if (known?.declarative !== true && mayDropColumns !== undefined) refuse(at, 'declarative-migration', say.nothingToDrop);
  return given ?? known?.tool;
}

/** The same where nothing is refused: of what will be refused a little later, no tool. */
export function toolCalled({ command, tool }: { readonly command?: unknown; readonly tool?: unknown }): MigrationTool | undefined {
  if (tool instanceof MigrationTool) return tool;
  return knownMigration(wordsOf(command))?.tool;
}

const wordsOf = (command: unknown): readonly string[] =>
  (Array.isArray(command) ? command.map((word: Argument) => (isExpansion(word) ? word.text : String(word))) : []);

/** How the program of a tool is stopped in this database. Of a tool that is not known, nothing is said. */
export function stopOf(tool: MigrationTool | undefined, { protocol }: Ready): Pick<CommandProgram, 'stopSignal' | 'neverKill' | 'repair'> {
  if (tool === undefined) return { stopSignal: 'SIGTERM' };
  const end = tool._endIn(protocol);
  return { stopSignal: end.stopSignal, neverKill: mustNotBeKilled(end), repair: tool.facts.repair };
}

/** The flags by which the tool is not run where the database has the version already. */
export function unlessThere(
  at: IConstruct, tool: MigrationTool | undefined, version: SchemaVersion | undefined, hasLock: boolean, { protocol }: Ready,
): readonly string[] {
  if (version === undefined) return [];
  checkKeys(at, version, VERSION_KEYS);
  if (tool === undefined) return refuse(at, 'schema-version', ofVersion.versionNeedsTool);
  if (!hasLock || (protocol !== 'postgres' && protocol !== 'mysql')) return refuse(at, 'schema-version', ofVersion.versionNeedsLock);
  return ['--unless', questionFor(at, tool, protocol, version)];
}

/** The flags by which a lock of the tool that a killed run has left is freed. */
export function freesLock(at: IConstruct, tool: MigrationTool | undefined, hasLock: boolean, { protocol }: Ready): readonly string[] {
  const row = tool?.facts.leftLock;
  if (tool === undefined || row === undefined) return [];
  if (!hasLock || (protocol !== 'postgres' && protocol !== 'mysql')) return refuse(at, 'migration-tool', say.freesUnderDatabaseLock(tool.name));
  return ['--free', freeingSql(row)];
}

/** What a person should know of a migration by this tool. */
export function notesOf(
  at: IConstruct, template: PodTemplate, tool: MigrationTool, { protocol }: Ready, timeout: Duration, grace: Duration | undefined, isAsked: boolean,
): readonly string[] {
  const { facts } = tool;
  const end = tool._endIn(protocol);
  const neverKill = mustNotBeKilled(end);
  const seconds = gracePeriod(at, template, grace, neverKill).toSeconds();
  return [
    say.endedAtDeadline(at.node.id, timeout.toSeconds(), { ...end, name: facts.name }, seconds, !neverKill),
    ...(facts.whenAhead === 'fails' && !isAsked ? [say.failsWhenAhead(at.node.id, facts.name)] : []),
  ];
}
