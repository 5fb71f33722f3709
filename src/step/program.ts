import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkArguments, checkList, checkOneOf, checkReason, givenOr } from '../checks/values';
import type { Argument } from '../env/expand';
import { checkWords, type Referable } from '../env/references';
import { checkSecretWords } from '../env/secret-words';
import { refuse } from '../errors';
import { checkTool, checkTools, type Image } from '../images/image';
import type { StopSignal } from '../migration-tools/facts';
import { STOP_SIGNALS } from '../migration-tools/migration-tool';
import { toolNotInImage } from '../messages/images';
import { notAnOutput, outputNeedsCommand } from '../messages/run';
import { notAProgram } from '../messages/steps';
import type { ScriptName } from '../scripts/embedded';
import { missingTools } from '../shell/missing-tools';
import type { ScriptPart } from '../scripts/part';
import { toolsOf } from '../standards/standards';
import type { PodTemplate } from '../template/pod-template';
import type { ProgramSpec } from '../template/specs';
import { Output } from '../volumes/output';
import type { StepDefinition } from './definition';
import { gracePeriod } from './grace-period';
import { checkScript, ScriptFile } from './script-file';

/** A program made of the library's own scripts, which keep the deadline themselves. */
export interface LibraryProgram {
  /** The parts of the script, `common` first, the one with the main program last: by their names, or a `scriptFile(…)` of your own. */
  readonly parts: readonly ScriptPart[];
  /** The arguments after `--timeout SECONDS`. */
  readonly args: readonly Argument[];
}

/**
 * A command of the step's image, which needs no shell. It runs under the step's deadline. It gets SIGTERM, and the termination message shows
 * its exit code and what happened.
 */
export interface CommandProgram {
  /** The program and its arguments: strings, which arrive byte for byte, or `expand(…)`. */
  readonly command: readonly Argument[];
  /**
   * How long it may take to stop after the signal, at the deadline or when the pod is deleted.
   *
   * @default - 20 seconds; with `neverKill`, or if that is less, the pod's terminationGracePeriod minus 2 seconds
   */
  readonly gracePeriod?: Duration;
  /**
   * The signal that asks it to stop, at the deadline or when the pod is deleted.
   *
   * @default 'SIGTERM'
   */
  readonly stopSignal?: StopSignal;
  /**
   * True if the step does not kill it when it takes longer to stop, because a kill would leave something that a person has to repair. When the
   * pod is deleted, kubelet kills it anyway.
   *
   * @default false
   */
  readonly neverKill?: boolean;
  /**
   * What a person has to do after a failed run, in one line. It is the end of the termination message.
   *
   * @default - none
   */
  readonly repair?: string;
  /**
   * What stands around the run: further parts of the script, and their flags.
   *
   * @internal
   */
  readonly _around?: { readonly parts: readonly ScriptName[]; readonly flags: readonly string[] } | undefined;
}

/** A script for the `sh` of the step's image, run under `set -eu` and the step's deadline. */
export interface ScriptProgram {
  /**
   * The text of the script, or `scriptFile(…)`. Values reach it as `args` ("$1", "$2" …) or variables, never as a part
   * of its text.
   */
  readonly script: string | ScriptFile;
  /**
   * The arguments "$1", "$2" … of the script.
   *
   * @default - nothing
   */
  readonly args?: readonly Argument[];
  /**
   * How long it may take to stop after the signal, at the deadline or when the pod is deleted.
   *
   * @default - 20 seconds, or the pod's terminationGracePeriod minus 2 seconds if that is less
   */
  readonly gracePeriod?: Duration;
}

/** What a step runs. */
export type Program = LibraryProgram | CommandProgram | ScriptProgram;


/** What the container of a step runs: the parts of the script, and its arguments. */
export function programSpec(
  at: IConstruct, template: PodTemplate, { program, fills, output, tools, reasons }: StepDefinition, image: Image, timeout: Duration,
  rerun: readonly string[],
  variables: Referable,
): ProgramSpec {
  const deadline = ['--timeout', String(timeout.toSeconds())];
  const used = tools === undefined ? [] : checkTools(at.node.path, image, tools);
  const leaves = [...outputFlags(at, output), ...rerun];
  if ('parts' in program) {
    if (leaves.length > 0) refuse(at, 'step-output', outputNeedsCommand);
    return { parts: program.parts, args: [...deadline, ...lockFlags(program.parts, fills), ...program.args] };
  }
  const command = commandOf(at, program, image, toolsOf(template.standards, image), variables);
  if (reasons?.args === undefined) {
    const words = { container: at.node.id, field: 'args' as const, annotations: () => template.carrier.podAnnotations() };
    if ('command' in program) checkSecretWords(at.node.path, command, { ...words, property: 'command' });
    else checkSecretWords(at.node.path, givenOr(program.args, []), { ...words, property: 'args' });
  }
  const around = ('command' in program ? program._around : undefined) ?? { parts: [], flags: [] };
  const grace = gracePeriod(at, template, program.gracePeriod, 'command' in program && program.neverKill === true);
  return {
    parts: ['common', 'command', ...(leaves.length > 0 ? ['output' as const] : []), ...around.parts, 'run'],
    args: [
      ...deadline, '--grace', String(grace.toSeconds()), ...('script' in program ? ['--as', 'the script'] : stopFlags(at, program)),
      ...used.flatMap((tool) => ['--tool', tool]), ...leaves, ...around.flags, '--', ...command,
    ],
    grace,
  };
}

const SIGNALS = { SIGTERM: 'TERM', SIGINT: 'INT', none: 'NONE' } as const;

/** How a command is stopped, where that is not by SIGTERM, then SIGKILL. */
function stopFlags(at: IConstruct, { stopSignal, neverKill, repair }: CommandProgram): readonly string[] {
  return [
    ...(stopSignal === undefined ? [] : ['--signal', SIGNALS[checkOneOf(at, 'stopSignal', stopSignal, STOP_SIGNALS)]]),
    ...(neverKill === true ? ['--kill', 'never'] : []),
    ...(repair === undefined ? [] : ['--repair', checkReason(at, 'repair', repair)]),
  ];
}

/** A claim may be another pod's as well: programs that can wait for each other do. */
function lockFlags(parts: readonly ScriptPart[], fills: StepDefinition['fills'] = {}): readonly string[] {
  if (!parts.includes('lock')) return [];
  const shared = Object.entries(fills).find(([, { source }]) => source?.emptyDir === undefined);
  return shared === undefined ? [] : ['--lock', `${shared[0]}/.prelude-lock`];
}

function outputFlags(at: IConstruct, output: unknown): readonly string[] {
  if (output === undefined) return [];
  return output instanceof Output ? output._flags : refuse(at, 'step-output', notAnOutput, output);
}

function commandOf(
  at: IConstruct, program: CommandProgram | ScriptProgram, image: Image, known: readonly string[] | undefined, variables: Referable,
): readonly Argument[] {
  if ('command' in program) {
    const command = checkWords(at, 'command', program.command, variables);
    checkTool(at.node.path, image, command);
    return command;
  }
  const script = program.script instanceof ScriptFile ? program.script.text : program.script;
  if (typeof script !== 'string' || script.trim() === '') return refuse(at, 'own-step', notAProgram, program);
  checkScript(at, script, script.split('\n', 1)[0] as string);
  checkTool(at.node.path, image, ['sh']);
  const [missing] = known ? missingTools(script, known) : [];
  if (missing !== undefined) refuse(at, 'image-tools', toolNotInImage(missing, image.reference));
  const args = checkWords(at, 'args', [at.node.id, ...checkList(at, 'args', givenOr(program.args, []))], variables);
  return [...shellOf(known), ...checkArguments(at, 'script', [script]), ...args];
}

/** A pipe fails with any of its commands where the shell of the image is known to have that: ash and bash, but not dash. */
const shellOf = (known: readonly string[] | undefined): readonly string[] => (known?.includes('ash') === true ? ['sh', '-euo', 'pipefail', '-c'] : ['sh', '-euc']);
