import { type ContainerScript, containerScript } from '../../shell/container-script';
import { operands, programOf, type ProgramCall } from '../../shell/program';
import type { ShellCommand } from '../../shell/commands';
import type { PlacedContainer } from '../../manifest/containers';
import type { CheckedPod } from '../rule';

/** An init container, and the script of a user that it runs. */
export interface InitScript {
  readonly container: PlacedContainer;
  readonly script: ContainerScript;
  /** The place of its text in the pod. */
  readonly where: string;
  /** True for a step of the library: it has a deadline, and its pipes fail where the shell can do that. */
  readonly isStep: boolean;
}

const known = new WeakMap<CheckedPod, readonly InitScript[]>();

/** The scripts and commands that the init containers of a pod are given by their author, each read once for all rules. */
export function initScripts(pod: CheckedPod): readonly InitScript[] {
  const before = known.get(pod);
  if (before) return before;
  const found = pod.containers.filter(({ group }) => group === 'initContainers').flatMap((container): InitScript[] => {
    const isStep = pod.steps.includes(container.name);
    const script = containerScript(container, isStep);
    return script ? [{ container, script, where: container.at(script.field), isStep }] : [];
  });
  known.set(pod, found);
  return found;
}

/** A command, and the program that it runs. */
export interface Call extends ProgramCall {
  readonly command: ShellCommand;
}

/** The programs that a script runs, without those that only set variables. */
export const callsOf = ({ commands }: ContainerScript): readonly Call[] => commands.flatMap((command) => {
  const program = programOf(command);
  return program ? [{ ...program, command }] : [];
});

/** The words of a call that are no flags, as text. */
export const operandsOf = ({ args }: ProgramCall): readonly string[] => operands(args).map(({ text }) => text);
