import { checkList, givenOr } from '../../checks/values';
import type { AnyEnvironment } from '../../env/env';
import { refuse } from '../../errors';
import { helperImages, type OrBusybox } from '../../images/catalogue';
import type { Argument } from '../../env/expand';
import type { ArgumentsIn } from '../../env/references';
import type { CommandIn, ImageGiven, ReferenceOf, ToolsOf } from '../../images/image';
import type { PrivilegedAtBaseline } from '../../messages/privileges';
import { beyondContainer, privilegedAtBaseline, rootInRestricted } from '../../messages/privileges';
import { commandOrScript } from '../../messages/run';
import type { LinuxCapability } from '../../manifest/capabilities';
import type { PodSecurity } from '../../manifest/pod-security';
import type { AnyMounts } from '../../volumes/mounts';
import type { Workload } from '../../workload/workload';
import { type CapabilitiesAt, checkCapability, type LevelAllowed, type PrivilegeLevel } from '../../step/privileges';
import { type Run, RUN_KEYS, type RunProps, RunStep, type ScriptIn } from './run-step';
import type { ScriptFile } from '../../step/script-file';
import { flag, Given, oneOf, reason } from '../../step/properties';

/** What every {@link RunPrivileged} is told, whether it runs a command or a script. */
export interface PrivilegedProps<
  Id extends string = any, Name extends string = string, L extends PrivilegeLevel = PrivilegeLevel,
  P extends readonly string[] = readonly LinuxCapability[], U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = never,
> extends RunProps<Id, Name, U, E, M, OrBusybox<I>> {
  /**
   * The level that it needs: `'baseline'` for root and what a runtime gives root anyway, `'privileged'` for what reaches beyond the
   * container. The workload's `podSecurity` must allow it.
   *
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly level: L;
  /**
   * The capabilities that it needs, by name, such as `'NET_ADMIN'`; root has no others.
   *
   * @default - none: it is root, and no more
   */
  readonly capabilities?: CapabilitiesAt<P, L>;
  /**
   * Whether it is root on the node, with all capabilities and devices; at level `'privileged'` only. Needed for what is not of the
   * pod's own, such as `sysctl vm.max_map_count`.
   *
   * @default false
   */
  readonly privileged?: [L] extends ['baseline'] ? false | PrivilegedAtBaseline : boolean;
  /** Why it needs them; stands in the YAML and in the plan. */
  readonly because: string;
  /**
   * The image.
   *
   * @default helperImages.busybox
   */
  readonly image?: ImageGiven<I>;
}

/** What a {@link RunPrivileged} runs: a command, or a script. */
export type Privileged = readonly Argument[] | string | ScriptFile;

/** Properties of a {@link RunPrivileged} that runs a command of the image. */
export interface PrivilegedCommandProps<
  Id extends string = any, Name extends string = string, L extends PrivilegeLevel = PrivilegeLevel,
  P extends readonly string[] = readonly LinuxCapability[], U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = never, X = Privileged,
> extends PrivilegedProps<Id, Name, L, P, U, E, M, I> {
  /** The program and its arguments: strings, which arrive byte for byte, or `expand(…)`. */
  readonly command: CommandIn<X extends readonly Argument[] ? X : readonly Argument[], ReferenceOf<OrBusybox<I>>, ToolsOf<OrBusybox<I>>, E>;
  /** Of a script only. */
  readonly script?: undefined;
  /** Of a script only. */
  readonly args?: undefined;
}

/** Properties of a {@link RunPrivileged} that runs a script by the `sh` of the image. */
export interface PrivilegedScriptProps<
  Id extends string = any, Name extends string = string, L extends PrivilegeLevel = PrivilegeLevel,
  P extends readonly string[] = readonly LinuxCapability[], U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = never, X = Privileged,
> extends PrivilegedProps<Id, Name, L, P, U, E, M, I> {
  /** The script: a text without a value pasted into it, or `scriptFile(…)`. It is run by `sh -eu`. */
  readonly script: ScriptIn<X, ReferenceOf<OrBusybox<I>>, ToolsOf<OrBusybox<I>>>;
  /**
   * What the script is given as `"$1"`, `"$2"` …, byte for byte but for `expand(…)`.
   *
   * @default - nothing
   */
  readonly args?: ArgumentsIn<NoInfer<E>>;
  /** Not with a script. */
  readonly command?: undefined;
}

/** Properties of {@link RunPrivileged}: with a command, or with a script. */
export type RunPrivilegedProps<
  Id extends string = any, Name extends string = string, L extends PrivilegeLevel = PrivilegeLevel,
  P extends readonly string[] = readonly LinuxCapability[], U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = never, X = Privileged,
> = PrivilegedCommandProps<Id, Name, L, P, U, E, M, I, X> | PrivilegedScriptProps<Id, Name, L, P, U, E, M, I, X>;

const PROPERTIES = {
  ...RUN_KEYS, level: oneOf('baseline', 'privileged').needed(), capabilities: true, privileged: flag.or(false), because: reason('what runs as root').needed(),
  image: true, command: true, script: true, args: true,
} as const;

type AnyProgram = { readonly command?: readonly Argument[]; readonly script?: string | ScriptFile; readonly args?: readonly Argument[] };

class RunPrivilegedStep<in out Id extends string = any, in out Name extends string = string> extends RunStep<Id, Name> {
  constructor(scope: Workload<Id>, id: string, props: PrivilegedProps<Id, Name> & AnyProgram) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const level = given.value('level');
    const { podSecurity } = this._template.facts;
    if (level === 'privileged' && podSecurity !== 'privileged') refuse(this, 'privileged', beyondContainer('RunPrivileged', podSecurity));
    if (podSecurity === 'restricted') refuse(this, 'run-as-user', rootInRestricted('RunPrivileged'));
    const capabilities = checkList(this, 'capabilities', givenOr(props.capabilities, []) as readonly LinuxCapability[]);
    for (const capability of capabilities) checkCapability(this, level, capability);
    const privileged = given.value('privileged');
    if (privileged && level !== 'privileged') refuse(this, 'privileged', privilegedAtBaseline);
    const powers = privileged ? ['everything, on the node too'] : capabilities;
    const because = given.value('because');
    this.run(props, props.image === undefined ? helperImages.busybox : props.image, this.program(props), {
      kind: 'RunPrivileged', user: 0, group: 0, capabilities, privileged,
      because: `, as root${powers.length > 0 ? ` with ${powers.join(', ')}` : ''}, at level ${level}, because ${because}`,
    });
  }

  private program({ command, script, args }: AnyProgram) {
    if ((command === undefined) === (script === undefined) || (command !== undefined && args !== undefined)) refuse(this, 'conflicting-properties', commandOrScript);
    return command === undefined ? { script: script!, args: checkList(this, 'args', givenOr(args, [])) } : { command };
  }
}

/**
 * Runs what needs root before the app starts, in a controlled manner: with the level that it needs, the capabilities by name and a
 * reason, all of which stand in the YAML and in the start-up plan. Nothing else in the pod gets any of it. On a workload whose
 * `podSecurity` forbids it, it does not compile.
 *
 * Look first for what needs no root: `fsGroup` and {@link FixPermissions} for volumes, `securityContext.sysctls` of the pod for safe
 * sysctls, a DaemonSet of its own for what is the node's.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * @example
 * const web = new Deployment(chart, 'web', { podSecurity: 'privileged', podSecurityBecause: 'one step changes the routes of the pod' });
 * new RunPrivileged(web, 'no-metadata', {
 *   purpose: 'cuts the pod off from the cloud\'s metadata service',
 *   level: 'privileged', capabilities: ['NET_ADMIN'], because: 'routes belong to root',
 *   command: ['ip', 'route', 'replace', 'blackhole', '169.254.169.254'],
 *   rerun: 'idempotent',
 * });
 * // securityContext: { runAsUser: 0, capabilities: { drop: [ALL], add: [NET_ADMIN] }, … }
 */
export interface RunPrivileged<in out Id extends string = any, out Name extends string = string> extends Run<Id, Name> {}

/** How a {@link RunPrivileged} is built. Its further type parameters are inferred from literals: do not write them. */
export interface RunPrivilegedConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload; one whose pods are allowed what the step needs
   * @param id the name of the init container
   * @param props the level, the capabilities and the reason; what is run, what it needs and what it gives
   * @throws {@link PreludeError} when the pod's level forbids it, or a value is refused
   */
  new <
    Id extends string = any, W extends PodSecurity = PodSecurity, const Name extends string = never, L extends PrivilegeLevel = PrivilegeLevel,
    const P extends readonly string[] = readonly LinuxCapability[], const U extends readonly string[] = readonly string[],
    const E extends object = AnyEnvironment, const M extends object = AnyMounts<Id>, I = never, const X extends Privileged = Privileged,
  >(
    scope: LevelAllowed<Id, W, NoInfer<L>, 'RunPrivileged'>,
    id: string,
    props: RunPrivilegedProps<NoInfer<Id>, Name, L, P, U, E, M, I, X>,
  ): RunPrivileged<Id, Name>;
}

/** Builds a {@link RunPrivileged}. */
export const RunPrivileged: RunPrivilegedConstructor = RunPrivilegedStep as never;
Object.defineProperty(RunPrivilegedStep, 'name', { value: 'RunPrivileged' });
