import { checkKeys } from '../../checks/known-keys';
import type { AnyEnvironment } from '../../env/env';
import type { Argument } from '../../env/expand';
import type { CommandIn, ImageGiven, ReferenceOf, ToolsOf } from '../../images/image';
import type { AnyMounts } from '../../volumes/mounts';
import type { Workload } from '../../workload/workload';
import { type Run, RUN_KEYS, type RunProps, RunStep } from './run-step';

/** Properties of {@link RunCommand}. */
export interface RunCommandProps<
  Id extends string = any, Name extends string = string, C extends readonly Argument[] = readonly Argument[],
  U extends readonly string[] = readonly string[], E = AnyEnvironment, M = AnyMounts<Id>, I = any,
> extends RunProps<Id, Name, U, E, M, I> {
  /** The image of the command, made by `image(…)`. It needs no shell. */
  readonly image: ImageGiven<I>;
  /** The program and its arguments: strings, which arrive byte for byte, or `expand(…)`. */
  readonly command: CommandIn<C, ReferenceOf<I>, ToolsOf<I>, E>;
}

const KEYS = { ...RUN_KEYS, image: true, command: true } as const;

class RunCommandStep<in out Id extends string = any, in out Name extends string = string> extends RunStep<Id, Name> {
  constructor(scope: Workload<Id>, id: string, props: RunCommandProps<Id, Name>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    this.run(props, props.image, { command: props.command }, { kind: 'RunCommand' });
  }
}

/**
 * Runs any command of any image before the app starts; the image needs no shell. What it needs comes in by mounts and
 * variables, what it gives goes out as files, which others see when it has succeeded, and only then.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#using-init-containers
 *
 * @example
 * const index = new RunCommand(web, 'index', {
 *   purpose: 'builds the search index',
 *   image: image('registry.example.com/indexer:2.1.0', { user: 1000, group: 1000 }),
 *   command: ['indexer', '--from', '/config/shop.json', '--to', '/output/index.db'],
 *   mounts: { '/config': config.files },
 *   writes: ['index.db'],
 *   rerun: 'idempotent',
 * });
 * web.addContainer('app', { …, mounts: { '/app/index': index.files } });
 * // initContainers: [{ name: index, args: [--timeout, '300', …, --require, index.db, --, indexer, --from, …] }]
 */
export interface RunCommand<in out Id extends string = any, out Name extends string = string> extends Run<Id, Name> {}

/** How a {@link RunCommand} is built. Its further type parameters are inferred from literals: do not write them. */
export interface RunCommandConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the command, what it needs and what it gives
   * @throws {@link PreludeError} when a value is refused
   */
  new <
    Id extends string = any, const Name extends string = never, const C extends readonly Argument[] = readonly Argument[],
    const U extends readonly string[] = readonly string[], const E extends object = AnyEnvironment, const M extends object = AnyMounts<Id>,
    I = any,
  >(scope: Workload<Id>, id: string, props: RunCommandProps<NoInfer<Id>, Name, C, U, E, M, I>): RunCommand<Id, Name>;
}

/** Builds a {@link RunCommand}. */
export const RunCommand: RunCommandConstructor = RunCommandStep as never;
Object.defineProperty(RunCommandStep, 'name', { value: 'RunCommand' });
