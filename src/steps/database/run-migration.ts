import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { checkKeys } from '../../checks/known-keys';
import type { AnyEnvironment, Environment } from '../../env/env';
import type { Argument } from '../../env/expand';
import { refuse } from '../../errors';
import { type DatabaseProtocol, Migrated, type Ready } from '../../handles/proofs';
import { type CommandIn, type ImageOr, isImage } from '../../images/image';
import { moveReference } from '../../images/registries';
import type { SchemaVersion } from '../../migration-tools/question';
import type { MigrationTool } from '../../migration-tools/migration-tool';
import { type NotOfCommands, NOT_OF_COMMANDS } from '../../messages/expected-properties';
import type { NotOneAtATime } from '../../messages/migration-lock';
import { notOneAtATime } from '../../messages/migration-lock';
import type { OneAtATimeMissing } from '../../messages/one-at-a-time';
import { oneAtATimeMissing } from '../../messages/one-at-a-time';
import type { PodSecurity } from '../../manifest/pod-security';
import { helperImage } from '../../standards/standards';
import type { AnyMounts, Mounts } from '../../volumes/mounts';
import { checkImage } from '../../workload/container';
import type { PodsAtATime, Workload } from '../../workload/workload';
import { type AnyDatabase, checkAnyDatabase } from './database';
import { OneAtATime } from './one-at-a-time';
import { CLIENT_DIRECTORY, clientMount, installClient } from './lock/client';
import { freesLock, notesOf, stopOf, toolOf, unlessThere } from './tool';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** The migration: its tool, its files, and how the step stops it. */
export interface MigrationProps<
  Id extends string = any, C extends readonly Argument[] = readonly Argument[], E = AnyEnvironment, M = AnyMounts<Id>,
  R extends string = string, T = any,
> {
  /** The image of the migration tool, made by `image(…)`. It needs no shell. */
  readonly image: ImageOr<R, T>;
  /** The tool and its arguments: strings, which arrive byte for byte, or `expand(…)`. */
  readonly command: CommandIn<C, R, T, E>;
  /**
   * The tool that the command calls, with what is known of it: `golangMigrate()`, `flyway()`, … or `otherTool(…)`. The step uses it to
   * stop the tool, and to decide whether it may kill it.
   *
   * @default - the one that the command plainly calls, such as `alembic upgrade`; of any other command nothing is known, and it gets SIGTERM
   */
  readonly tool?: MigrationTool | undefined;
  /**
   * Why it does no harm that a declarative tool (`prisma db push`, `atlas schema apply` …) drops everything that is not in the files, as after a rollback.
   *
   * @default - a declarative tool is refused
   */
  readonly mayDropColumns?: string;
  /**
   * The version that the files lead to, where `oneAtATime` is a {@link databaseLock}: where the database has it already, or a newer one as after a
   * rollback, the tool is not run, which some refuse then.
   *
   * @default - the tool is always run, and finds out by itself
   */
  readonly version?: SchemaVersion;
  /**
   * Variables: strings, `secretKey(…)`, `configMapKey(…)`, `plainText(…)`, `expand(…)`, or an `EnvValue` of cdk8s-plus.
   *
   * @default - none
   */
  readonly env?: Environment<E>;
  /**
   * The mounts by path: files of earlier steps, Secrets, ConfigMaps, scratch space.
   *
   * @default - nothing
   */
  readonly mounts?: Mounts<Id, M>;
  /**
   * The directory that the tool starts in.
   *
   * @default - the image's
   */
  readonly workingDir?: string;
  /**
   * How long the migration may take. Then it is asked to stop as its tool wants it, and the container fails. A tool that leaves a mess when it
   * is killed (golang-migrate, Liquibase …) is not killed then: the step waits for its end.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * How long the tool may take to stop once it is asked to, at the deadline or when the pod is deleted. The pod's
   * `terminationGracePeriod` is to be longer, by a second: kubelet kills then, and some tools leave a schema that needs a human.
   *
   * @default - 20 seconds, or 2 less than the pod's terminationGracePeriod where that is less, or where the tool is not to be killed
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

/** Properties of {@link RunMigration}. */
export interface RunMigrationProps<
  Id extends string = any, D = Ready<Id, DatabaseProtocol>, C extends readonly Argument[] = readonly Argument[], E = AnyEnvironment,
  M = AnyMounts<Id>, R extends string = string, T = any, O = OneAtATime | undefined,
> extends StepProps<Id>, MigrationProps<Id, C, E, M, R, T> {
  /**
   * The database: `ready` of a {@link WaitForService} that speaks its protocol, or of a `command(…)` that proves it. A name or a port that answers is
   * not enough.
   */
  readonly database: AnyDatabase<'RunMigration', Id, D>;
  /**
   * How only one migration runs at a time: `databaseLock(…)`, `leaseLock()`, `ownLock(how)` or `unsafe(because)`. Required on a
   * workload that can have two pods at a time. The library knows no tool whose own lock is enough.
   *
   * @default - the workload has only one pod
   */
  readonly oneAtATime?: O extends OneAtATime | undefined ? O : NotOneAtATime;
}

/** True where nothing was read of the properties: the compiler reads none of them where one is misspelt and another is missing. */
type Unread<D> = 0 extends 1 & D ? true : false;

/** The workload; where it can have two pods at a time and nothing is said of it, the sentence that says so. */
export type OneAtATimeSaid<Id extends string, P extends PodsAtATime, O, D> = [P] extends [never] ? Workload<Id>
  : [P] extends ['one'] ? Workload<Id, PodSecurity, P>
    : Unread<D> extends true ? Workload<Id, PodSecurity, P>
      : [O] extends [undefined] ? OneAtATimeMissing<Id> : Workload<Id, PodSecurity, P>;

/** The properties of what is migrated. */
export const MIGRATION_KEYS = {
  ...NOT_OF_COMMANDS, image: true, command: true, tool: true, mayDropColumns: true, version: true, env: true, mounts: true, workingDir: true,
  timeout: true, gracePeriod: true, resources: true,
} as const;

const KEYS = { ...STEP_KEYS, ...MIGRATION_KEYS, database: true, oneAtATime: true } as const;

/** How long a migration may take where nobody says. */
export const TIMEOUT = Duration.minutes(5);

/** The step itself, without what is read for the compiler. */
export class RunMigrationStep<in out Id extends string = any> extends Step<Id> {
  readonly migrated: Migrated<Id>;

  constructor(scope: Workload<Id>, id: string, props: RunMigrationProps<Id>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    const database = checkAnyDatabase<Id>(this, this._template, 'RunMigration', props.database);
    const how = this.howOneAtATime(props.oneAtATime);
    const tool = toolOf(this, props);
    const hasLock = props.oneAtATime?._asks === true;
    const unless = [...unlessThere(this, tool, props.version, hasLock, database), ...freesLock(this, tool, hasLock, database)];
    const lock = props.oneAtATime?._lock?.({ at: this, template: this._template, database });
    this._register({
      kind: 'RunMigration',
      image: props.image,
      purpose: `migrates ${database.target} with ${this.imageAsRun(props.image)} (${how})`,
      program: {
        command: props.command,
        ...stopOf(tool, database),
        _around: lock === undefined ? undefined : { parts: ['clients', ...lock.parts, 'alone'], flags: [...lock.flags, '--clients', CLIENT_DIRECTORY, ...unless] },
        ...(props.gracePeriod === undefined ? {} : { gracePeriod: props.gracePeriod }),
      },
      first: () => lock && installClient(scope, this._template, lock.client, `"${this.name}", which holds its lock by it`),
      variables: lock?.variables ?? [],
      sources: lock === undefined ? [] : [clientMount(lock.client), ...lock.mounts],
      brings: lock?.brings ?? {},
      env: props.env as AnyEnvironment | undefined,
      mounts: props.mounts as AnyMounts<Id> | undefined,
      workingDir: props.workingDir,
      resources: props.resources,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      gives: [`migrated: ${database.target}`],
      isSingleton: props.oneAtATime === undefined,
      notes: [
        ...(tool === undefined ? [] : notesOf(this, this._template, tool, database, this.deadline('RunMigration', props.timeout, TIMEOUT), props.gracePeriod, props.version !== undefined)),
        ...lock?.notes ?? [],
      ],
      needs: [database],
      after: props.after,
    });
    this.migrated = new Migrated<Id>(this.proof, database.target);
  }

  /** The reference that its container will have: after the standard's own images and registries. */
  private imageAsRun(given: unknown): string {
    const { standards } = this._template;
    const image = checkImage(this.node.path, this._template, isImage(given) ? helperImage(standards, given) : given);
    return moveReference(image.reference, standards.registryMap?.value);
  }

  private howOneAtATime(given: unknown): string {
    if (given === undefined && this._template.facts.manyPods) refuse(this, 'singleton', oneAtATimeMissing(this._template.id));
    if (given === undefined) return 'one at a time: there is one pod';
    return given instanceof OneAtATime ? given.how : refuse(this, 'one-at-a-time', notOneAtATime, given);
  }
}

/**
 * Runs a migration tool before the app starts, in the tool's own image, which needs no shell.
 *
 * On a workload that can have two pods at a time, `oneAtATime` is required.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * new RunMigration(web, 'migrate', {
 *   database: db.ready,
 *   image: image('migrate/migrate:v4.18.1', { user: 1000, group: 1000 }),
 *   command: ['migrate', '-path', '/migrations', '-database', 'postgres://shop@db/shop', 'up'],
 *   env: { PGPASSWORD: secretKey('db', 'password') },
 *   mounts: { '/migrations': configMapFiles('migrations') },
 *   oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') }),
 * });
 * // initContainers: [ wait-for-db, prelude-psql, { name: migrate, image: migrate/migrate:v4.18.1, … } ]
 */
export interface RunMigration<in out Id extends string = any> extends Step<Id> {
  /** Proof that the schema is migrated. */
  readonly migrated: Migrated<Id>;
}

/** How a {@link RunMigration} is built. Its further type parameters are inferred from literals: do not write them. */
export interface RunMigrationConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the database, the tool, and how only one migration runs at a time
   * @throws {@link PreludeError} when the database is not ready or of another pod, or a value is refused
   */
  new <
    Id extends string = any,
    P extends PodsAtATime = never,
    D = any,
    const C extends readonly Argument[] = readonly Argument[],
    const E extends object = AnyEnvironment,
    const M extends object = AnyMounts<Id>,
    R extends string = Unread<D> extends true ? string : never, T = any,
    O = Unread<D> extends true ? OneAtATime | undefined : undefined,
  >(
    scope: OneAtATimeSaid<Id, P, NoInfer<O>, NoInfer<D>>,
    id: string,
    // Where type arguments are written, as by a subclass, none is read from what is given: then it is asked for in the properties.
    props: RunMigrationProps<NoInfer<Id>, D, C, E, M, R, T, O> & ([P] extends [never] ? { readonly oneAtATime: OneAtATime } : unknown),
  ): RunMigration<Id>;
}

/** Builds a {@link RunMigration}. */
export const RunMigration: RunMigrationConstructor = RunMigrationStep as never;
Object.defineProperty(RunMigrationStep, 'name', { value: 'RunMigration' });
