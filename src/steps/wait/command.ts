import type { Duration } from 'cdk8s';
import { checkKeys } from '../../checks/known-keys';
import { checkDuration, checkReason } from '../../checks/values';
import { type AnyEnvironment, type Environment, renderEnv } from '../../env/env';
import type { Argument } from '../../env/expand';
import { checkWords } from '../../env/references';
import { refuse } from '../../errors';
import { checkTool, type CommandIn, type ImageGiven, isImage, type ReferenceOf, type ToolsOf } from '../../images/image';
import { notAnImage } from '../../messages/images';
import { Target } from './target';

/** Properties of {@link command}. */
export interface CommandProps<E = AnyEnvironment, C extends readonly Argument[] = readonly Argument[], I = any> {
  /** The image, made by `image(…)`. It needs no shell. */
  readonly image: ImageGiven<I>;
  /** The program and its arguments; exit code 0 means success. */
  readonly command: CommandIn<C, ReferenceOf<I>, ToolsOf<I>, E>;
  /** What it proves, in words; the YAML, the plan and the log show it. */
  readonly proves: string;
  /**
   * How long one try may take; a program that is slow to start needs more.
   *
   * @default Duration.seconds(5)
   */
  readonly attemptTimeout?: Duration;
  /**
   * Variables: strings, `secretKey(…)`, `configMapKey(…)`, `plainText(…)`, `expand(…)`, or an `EnvValue` of cdk8s-plus.
   *
   * @default - none
   */
  readonly env?: Environment<E>;
}

/**
 * A command of your own that proves something by ending with 0. It is repeated until it does.
 *
 * @param props the image, the command and what it proves
 * @throws {@link PreludeError} when the command is empty or the image does not have it
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * until: command({ image: image('atkrad/wait4x:2.14.3', { user: 65534 }), command: ['wait4x', 'kafka', …], proves: 'Kafka answers' })
 * // args: [--timeout, '570', 'command=command:', --command, '3', wait4x, kafka, …]
 */
export function command<
  const C extends readonly Argument[],
  const E extends object = AnyEnvironment,
  I = any,
>(props: CommandProps<E, C, I>): Target<'ready', 'command'> {
  const at = 'command()';
  checkKeys(at, props, { image: true, command: true, proves: true, attemptTimeout: true, env: true });
  const of: unknown = props.image;
  if (!isImage(of)) return refuse(at, 'image', notAnImage, of);
  const { variables, reasons, referable } = renderEnv(at, props.env);
  const words = checkWords(at, 'command', props.command, referable);
  checkTool(at, of, words);
  const { attemptTimeout } = props;
  const attempt = attemptTimeout === undefined ? [] : ['--attempt', String(checkDuration(at, 'attemptTimeout', attemptTimeout).toSeconds())];
  const proves = checkReason(at, 'proves', props.proves);
  return new Target('ready', 'command', () => ({
    url: 'command:',
    proves,
    parts: ['command', 'probe-command'],
    flags: ['--command', String(words.length), ...words, '--proves', proves, ...attempt],
    env: variables,
    reasons,
    runsIn: of,
  }));
}
