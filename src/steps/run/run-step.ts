import { Duration, type Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { IsLiteral } from '../../checks/literal';
import type { AnyEnvironment, Environment } from '../../env/env';
import { addressOfUrl } from '../../declared/target';
import { checkList, checkSentence } from '../../checks/values';
import { isExpansion } from '../../env/expand';
import { refuse } from '../../errors';
import type { NoHandle } from '../../handles/handle';
import { Done } from '../../handles/proofs';
import type { Image, ReferenceOf, ToolIn, ToolsIn, ToolsOf } from '../../images/image';
import type { NothingWritten, ValuePasted } from '../../messages/compile-time';
import { nothingWritten } from '../../messages/compile-time';
import { type NotOfCommands, NOT_OF_COMMANDS } from '../../messages/expected-properties';
import type { ToolNotInImage } from '../../messages/images';
import { migrationElsewhere } from '../../messages/migration-tools';
import { knownMigration } from '../../migration-tools/known-tools';
import type { NotASecondRun } from '../../messages/run';
import { notAsked, onlyWithWrites } from '../../messages/run';
import type { File, Files } from '../../volumes/files';
import type { AnyMounts, Mounts } from '../../volumes/mounts';
import type { StepDefinition } from '../../step/definition';
import type { Program } from '../../step/program';
import { ScriptFile } from '../../step/script-file';
import type { Rerun } from '../../step/rerun';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** What {@link RunCommand}, {@link RunScript} and {@link RunPrivileged} are told alike. */
export interface RunProps<
  Id extends string = any, Name extends string = string, U extends readonly string[] = readonly string[], E = AnyEnvironment,
  M = AnyMounts<Id>, I = any,
> extends StepProps<Id> {
  /** What it is for, in one sentence without its end, such as `builds the search index`. The YAML shows it to the person on call. */
  readonly purpose: string;
  /** What a second run does, because init containers can run again at any time: `'idempotent'`, `onceIn(claim)` or `notIdempotent(because)`. */
  readonly rerun: Rerun<Id, NotASecondRun>;
  /**
   * The programs of the image that it uses. If the image lists its tools, other names do not compile. The container
   * checks that they exist before it starts the command.
   *
   * @default - not said
   */
  readonly tools?: ToolsIn<U, ReferenceOf<I>, ToolsOf<I>>;
  /**
   * The services that it needs over the network, as URLs such as `http://catalog/products`. The library then finds a wait for its own pod,
   * or of two workloads for each other.
   *
   * @default - not said
   */
  readonly asks?: readonly string[];
  /**
   * Variables: strings, `secretKey(…)`, `configMapKey(…)`, `plainText(…)`, `expand(…)`, or an `EnvValue` of cdk8s-plus.
   *
   * @default - none
   */
  readonly env?: Environment<E>;
  /**
   * Its mounts by path: files of earlier steps, claims, Secrets, ConfigMaps, and scratch space.
   *
   * @default - nothing
   */
  readonly mounts?: Mounts<Id, M>;
  /**
   * The files that it writes into the output directory for other containers, such as `report.json` or `pages/index.html`: they must
   * exist when it ends; more files are allowed. Other containers see them only after it has succeeded.
   *
   * @default - none, and `files` is no handle
   */
  readonly writes?: readonly Name[];
  /**
   * The directory that it writes them to. It is empty at each start.
   *
   * @default '/output'
   */
  readonly outputDirectory?: string;
  /**
   * How much it may write there. A pod that writes more than twice that size is evicted; if twice that size is more than 128 MiB, the container
   * requests it as `ephemeral-storage`.
   *
   * @default Size.mebibytes(64)
   */
  readonly maxSize?: Size;
  /**
   * The directory that it starts in.
   *
   * @default - the image's
   */
  readonly workingDir?: string;
  /**
   * How long it may take. Then it gets a signal to stop, and the container fails.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * How long it may take to stop, at the deadline or when the pod is deleted. The pod's
   * `terminationGracePeriod` must be at least a second longer.
   *
   * @default - 20 seconds, or the pod's terminationGracePeriod minus 2 seconds if that is less
   */
  readonly gracePeriod?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 50m and 64Mi, limits of 1 CPU and 512Mi
   */
  readonly resources?: ContainerResources;
  /** @deprecated Set variables one by one; see `env`. */
  readonly envFrom?: NotOfCommands['envFrom'];
  /** @deprecated It is called `env` here. */
  readonly envVariables?: NotOfCommands['envVariables'];
  /** @deprecated Set mounts by path; see `mounts`. */
  readonly volumeMounts?: NotOfCommands['volumeMounts'];
}

/** A script for an image that has `sh`, with no value pasted into it; else the sentence that says what is wrong. */
export type ScriptIn<S, R extends string, T> = ToolIn<'sh', R, T> extends 'sh' ? ScriptText<S> : ToolNotInImage<'sh', R>;

// A template with a value in it is neither a literal nor any string: the compiler knows parts of it.
type ScriptText<S> = S extends string ? string extends S ? S : IsLiteral<S> extends true ? S : ValuePasted : S extends ScriptFile ? S : string;

export const RUN_KEYS = {
  ...STEP_KEYS, ...NOT_OF_COMMANDS,
  purpose: true, rerun: true, tools: true, asks: true, env: true, mounts: true, writes: true, outputDirectory: true, maxSize: true,
  workingDir: true, timeout: true, gracePeriod: true, resources: true,
} as const;

const TIMEOUT = Duration.minutes(5);

/** What a run gives: proof that it is done, and its files where it declares some. */
export interface Run<in out Id extends string = any, out Name extends string = string> extends Step<Id> {
  /** Proof that it is done. */
  readonly done: Done<Id>;
  /** The files that it has written, to be mounted as a directory. */
  readonly files: [Name] extends [never] ? NoHandle<NothingWritten> : Files<Id, Name>;
  /**
   * One of the files: mount it as a single file, beside the image's files in the same directory.
   *
   * @param name the file's name
   * @throws {@link PreludeError} when the step declares no such file
   */
  file(name: Name): File<Id>;
}

/** What the steps that run a user's command or script have in common. */
export abstract class RunStep<in out Id extends string = any, in out Name extends string = string> extends Step<Id> {
  private written: Files<Id, Name> | undefined;
  private finished: Done<Id> | undefined;

  get done(): Done<Id> {
    return (this.finished ??= new Done<Id>(this.proof));
  }

  get files(): Files<Id, Name> {
    return this.written ?? refuse(this, 'step-output', nothingWritten);
  }

  file(name: Name): File<Id> {
    return this.files.file(name);
  }

  /** Registers the step; `more` is what one kind has beside the others. */
  protected run(
    props: RunProps<Id, Name>, image: Image, program: Exclude<Program, { parts: unknown }>,
    more: Pick<StepDefinition<Id>, 'user' | 'group' | 'capabilities' | 'privileged'> & { readonly kind: string; readonly because?: string },
  ): void {
    const { because = '', ...rest } = more;
    const { gracePeriod, rerun, writes } = props;
    this.refuseMigrations(program);
    const purpose = checkSentence(this, 'purpose', props.purpose);
    if (writes === undefined) {
      for (const of of ['outputDirectory', 'maxSize'] as const) if (props[of] !== undefined) refuse(this, 'step-output', onlyWithWrites(of), props[of]);
    }
    const output = writes === undefined
      ? undefined
      : this.output({ writes, directory: props.outputDirectory, maxSize: props.maxSize });
    this._register({
      ...rest,
      image,
      purpose: `${purpose}${because}`,
      program: { ...program, ...(gracePeriod === undefined ? {} : { gracePeriod }) },
      tools: props.tools,
      waitsFor: this.urls(props.asks),
      output,
      // Whoever leaves it out is told what it takes.
      rerun: rerun ?? ('' as never),
      env: props.env,
      mounts: props.mounts as AnyMounts<Id> | undefined,
      workingDir: props.workingDir,
      resources: props.resources,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: output === undefined ? ['done'] : output.files.names.map((name) => `file: ${name}`),
      after: props.after,
    });
    this.written = output?.files;
  }

  /** In pods that may be several, a migration is a RunMigration. */
  private refuseMigrations(program: Exclude<Program, { parts: unknown }>): void {
    if (!this._template.facts.manyPods) return;
    const text = (word: unknown): string => (isExpansion(word) ? word.text : String(word));
    const script = 'script' in program ? program.script : undefined;
    const words = 'command' in program && Array.isArray(program.command) ? program.command.map(text)
      : ['sh', '-c', script instanceof ScriptFile ? script.text : String(script)];
    const found = knownMigration(words);
    if (found !== undefined) refuse(this, 'migrations', migrationElsewhere(`step "${this.name}"`, found.called));
  }

  private urls(asks: readonly string[] = []): readonly string[] {
    for (const url of checkList<unknown>(this, 'asks', asks)) {
      const login = typeof url === 'string' && url.includes('@');
      if (typeof url !== 'string' || login || addressOfUrl(url) === undefined) refuse(this, 'url', notAsked, login ? 'a URL with a login' : url);
    }
    return asks;
  }
}
