import { checkKeys } from '../../checks/known-keys';
import { checkList, givenOr } from '../../checks/values';
import type { AnyEnvironment } from '../../env/env';
import type { ArgumentsIn } from '../../env/references';
import { helperImages, type OrBusybox } from '../../images/catalogue';
import type { ImageGiven, ReferenceOf, ToolsOf } from '../../images/image';
import type { AnyMounts } from '../../volumes/mounts';
import type { Workload } from '../../workload/workload';
import { type Run, RUN_KEYS, type RunProps, RunStep, type ScriptIn } from './run-step';
import type { ScriptFile } from '../../step/script-file';

/** Properties of {@link RunScript}. */
export interface RunScriptProps<
  Id extends string = any, Name extends string = string, U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = never, S = string | ScriptFile,
> extends RunProps<Id, Name, U, E, M, OrBusybox<I>> {
  /**
   * The image whose `sh` runs the script, and whose tools it uses.
   *
   * @default helperImages.busybox
   */
  readonly image?: ImageGiven<I>;
  /**
   * The script: a text without a value pasted into it, or `scriptFile(…)`. It is run by `sh -eu`: the first command that fails,
   * and any variable that is not set, ends it. In images of the catalogue with busybox, a pipe fails with any of its commands.
   */
  readonly script: ScriptIn<S, ReferenceOf<OrBusybox<I>>, ToolsOf<OrBusybox<I>>>;
  /**
   * What it is given as `"$1"`, `"$2"` …, byte for byte but for `expand(…)`.
   *
   * @default - nothing
   */
  readonly args?: ArgumentsIn<NoInfer<E>>;
}

const KEYS = { ...RUN_KEYS, image: true, script: true, args: true } as const;

class RunScriptStep<in out Id extends string = any, in out Name extends string = string> extends RunStep<Id, Name> {
  constructor(scope: Workload<Id>, id: string, props: RunScriptProps<Id, Name>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    const program = { script: props.script, args: checkList(this, 'args', givenOr(props.args, [])) };
    this.run(props, props.image === undefined ? helperImages.busybox : props.image, program, { kind: 'RunScript' });
  }
}

/**
 * Runs a script before the app starts, by the `sh` of any image, busybox where none is given. Values come in as arguments or
 * variables, and files by mounts; what it gives goes out as files, which others see when it has succeeded, and only then.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#using-init-containers
 *
 * @example
 * const report = new RunScript(web, 'report', {
 *   purpose: 'counts the products',
 *   script: 'grep -c "$1" /config/products.csv >/output/count',
 *   args: [category],
 *   tools: ['grep'],
 *   mounts: { '/config': config.files },
 *   writes: ['count'],
 *   rerun: 'idempotent',
 * });
 * web.addContainer('app', { …, mounts: { '/app/count': report.file('count') } });
 * // initContainers: [{ name: report, args: [--timeout, '300', …, --, sh, -euo, pipefail, -c, 'grep -c "$1" …', report, books], … }]
 */
export interface RunScript<in out Id extends string = any, out Name extends string = string> extends Run<Id, Name> {}

/** How a {@link RunScript} is built. Its further type parameters are inferred from literals: do not write them. */
export interface RunScriptConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the script, what it needs and what it gives
   * @throws {@link PreludeError} when a value is refused
   */
  new <
    Id extends string = any, const Name extends string = never, const S extends string | ScriptFile = string,
    const U extends readonly string[] = readonly string[], const E extends object = AnyEnvironment, const M extends object = AnyMounts<Id>,
    I = never,
  >(scope: Workload<Id>, id: string, props: RunScriptProps<NoInfer<Id>, Name, U, E, M, I, S>): RunScript<Id, Name>;
}

/** Builds a {@link RunScript}. */
export const RunScript: RunScriptConstructor = RunScriptStep as never;
Object.defineProperty(RunScriptStep, 'name', { value: 'RunScript' });
