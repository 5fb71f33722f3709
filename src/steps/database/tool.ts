import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkReason } from '../../checks/values';
import { type Argument, isExpansion } from '../../env/expand';
import { refuse } from '../../errors';
import { knownMigration } from '../../migration-tools/known-tools';
import { MigrationTool } from '../../migration-tools/migration-tool';
import * as say from '../../messages/migration-tools';
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
  const words = Array.isArray(command) ? command.map((word: Argument) => (isExpansion(word) ? word.text : String(word))) : [];
  const known = knownMigration(words);
  if (known?.tool !== undefined && given !== undefined && known.tool.name !== given.name) {
    refuse(at, 'migration-tool', say.otherToolCalled(known.called, known.tool.name, given.name));
  }
  if (mayDropColumns !== undefined) checkReason(at, 'mayDropColumns', mayDropColumns);
  if (known?.declarative === true && mayDropColumns === undefined) refuse(at, 'declarative-migration', say.dropsColumns(known.called));
  if (known?.declarative !== true && mayDropColumns !== undefined) refuse(at, 'declarative-migration', say.nothingToDrop);
  return given ?? known?.tool;
}

/** How the program of a tool is stopped. Of a tool that is not known, nothing is said. */
export function stopOf(tool: MigrationTool | undefined): Pick<CommandProgram, 'stopSignal' | 'neverKill' | 'repair'> {
  if (tool === undefined) return { stopSignal: 'SIGTERM' };
  return { stopSignal: tool.facts.stopSignal, neverKill: tool.mustNotBeKilled, repair: tool.facts.repair };
}

/** What a person should know of a migration by this tool. */
export function notesOf(
  at: IConstruct, template: PodTemplate, { facts, mustNotBeKilled }: MigrationTool, timeout: Duration, grace: Duration | undefined,
): readonly string[] {
  const seconds = gracePeriod(at, template, grace, mustNotBeKilled).toSeconds();
  return [
    say.endedAtDeadline(at.node.id, timeout.toSeconds(), facts, seconds, !mustNotBeKilled),
    ...(facts.whenAhead === 'fails' ? [say.failsWhenAhead(at.node.id, facts.name)] : []),
  ];
}
