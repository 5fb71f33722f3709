import { ApiObject, Duration, Names } from 'cdk8s';
import { Construct } from 'constructs';
import { checkKeys, childPath } from '../../checks/known-keys';
import { isLabel } from '../../checks/names';
import { checkPattern, isRecord } from '../../checks/values';
import type { AnyEnvironment } from '../../env/env';
import { type Argument, isExpansion } from '../../env/expand';
import { refuse } from '../../errors';
import type { Offered, PodSecurity } from '../../manifest/pod-security';
import type { NotADatabaseTarget } from '../../messages/migration-job';
import * as say from '../../messages/migration-job';
import { notOneAtATime } from '../../messages/migration-lock';
import { mustNotBeKilled } from '../../migration-tools/migration-tool';
import { checkVersion, type SchemaVersion, type SqlProtocol, VERSION_KEYS } from '../../migration-tools/question';
import { versionNeedsTool } from '../../messages/schema-version';
import type { StepSpec } from '../../template/specs';
import type { AnyMounts } from '../../volumes/mounts';
import { ProjectedFiles } from '../../volumes/projected';
import { addContainer } from '../../workload/attach';
import { Job, type JobProps } from '../../workload/job';
import { POD_KEYS, type PodProps } from '../../workload/pod-props';
import type { Workload } from '../../workload/workload';
import { migrated } from '../wait/migrated';
import { Target } from '../wait/target';
import { WaitForService } from '../wait/wait-for-service';
import { NO_DATABASES, type NoDatabase } from './database';
import { hashOfInputs } from './migration-inputs';
import { OneAtATime } from './one-at-a-time';
import type { DatabaseLogin } from './login';
import { MIGRATION_KEYS, type MigrationProps, RunMigrationStep, TIMEOUT } from './run-migration';
import { toolCalled } from './tool';

/** A database to wait for; else the sentence that says what is missing. */
export type DatabaseToMigrate<D> = D extends Target<'ready', infer P> ? [P] extends [NoDatabase] ? NotADatabaseTarget : D : NotADatabaseTarget;

/** Properties of {@link MigrationJob}. */
export interface MigrationJobProps<
  Id extends string = any, S extends PodSecurity = 'restricted', D = Target<'ready'>, C extends readonly Argument[] = readonly Argument[], E = AnyEnvironment,
  M = AnyMounts<Id>, R extends string = string, T = any,
> extends PodProps<S>, MigrationProps<Id, C, E, M, R, T> {
  /** The database that the Job waits for: `postgres(…)`, `mysql(…)`, or a `command(…)` that proves one of another kind. */
  readonly database: DatabaseToMigrate<D>;
  /**
   * How only one migration runs at a time: `databaseLock(…)`, `leaseLock()`, `ownLock(how)` or `unsafe(because)`. A Job is not a lock: the
   * Job of the next release can start before this Job has ended.
   */
  readonly oneAtATime: OneAtATime;
  /**
   * Any text. A new text creates a new Job: use it for files of a ConfigMap that change under the same name, and to run a failed Job again.
   *
   * @default - none
   */
  readonly revision?: string;
  /**
   * How many failed pods make the Job fail.
   *
   * @default 3
   */
  readonly backoffLimit?: number;
  /**
   * After how long a finished Job is deleted, or `'never'`. Argo CD and Flux make a Job again that is gone, which then finds nothing to do: where they
   * prune, say `'never'`.
   *
   * @default Duration.hours(1)
   */
  readonly ttlAfterFinished?: Duration | 'never';
}

const KEYS = {
  ...POD_KEYS, ...MIGRATION_KEYS, database: true, oneAtATime: true, revision: true, backoffLimit: true, ttlAfterFinished: true,
} as const;
const CONTAINER = 'migrate';
const REVISION = /^\S[^\p{Cc}\p{Cf}\p{Cs}]{0,199}$/u;
const BACKOFF_LIMIT = 3;
/** Of the 63 characters of a label, which Kubernetes gives the pods by the name of the Job. */
const LONGEST_PREFIX = 52;
const GRACE_BEYOND_TIMEOUT = 30;

/** Kubernetes refuses another template for a Job that is there. Flux then leaves it as it is; Argo CD makes it anew, and it finds nothing to do. */
const APPLIED_ONCE = { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent', 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' } as const;

/** The migration as the container of a Job. */
class MigrationContainer extends RunMigrationStep {
  protected override _declare(spec: StepSpec): void {
    const pods = (this.node.scope as Workload<any>)._pods();
    addContainer(pods, this._template, { ...spec, values: [], step: spec }, { name: spec.name, image: spec.image.reference });
    this._template.carrier.annotate(spec.name, spec.purpose);
    this._isDeclared = true;
  }
}

class MigrationJobWorkload<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Job<Id, S, 'Failed'> {
  readonly jobName: string;
  private readonly migration: MigrationJobProps;

  constructor(scope: Construct, id: Id, props: MigrationJobProps<Id, S>) {
    const at = childPath(scope, id);
    checkKeys(at, props, KEYS);
    checkInputs(at, props);
    super(scope, id, jobProps(at, props, nameOf(scope, id, props)) as never);
    this.jobName = this.resource.name;
    this.migration = props as never;
    const wait = new WaitForService(this as Workload<any>, 'database', { until: props.database as Target<'ready'> });
    const { image, command, tool, mayDropColumns, env, mounts, workingDir, timeout, gracePeriod, resources, oneAtATime } = props;
    new MigrationContainer(this as Workload<any>, CONTAINER, {
      database: wait.ready, image, command, tool, mayDropColumns, env, mounts, workingDir, timeout, gracePeriod, resources, oneAtATime,
      ...(oneAtATime._asks ? { version: props.version } : {}),
    } as never);
  }

  done(by: DatabaseLogin | Target<'ready', 'schema'>): Target<'ready', 'schema'> {
    const target = by instanceof Target ? by : this.ofVersion(by);
    const { namespace } = ApiObject.of(this.resource).metadata;
    return new Target('ready', 'schema', (context) => ({ ...target._spec(context), _job: { name: this.jobName, namespace } }));
  }

  private ofVersion(login: DatabaseLogin): Target<'ready', 'schema'> {
    const { database, version } = this.migration;
    const tool = toolCalled(this.migration);
    if (tool === undefined || version === undefined) return refuse(this, 'schema-version', say.doneNeedsVersion);
    return migrated({ ...login, ...version, tool, server: database as Target<'ready', SqlProtocol> });
  }
}

function checkInputs(at: string, props: MigrationJobProps<any, any>): void {
  const { database, oneAtATime, metadata, mounts, version, revision } = props;
  const given: unknown = database;
  const isOne = given instanceof Target && given.readinessLevel === 'ready' && !NO_DATABASES.has(given.protocol);
  if (!isOne) refuse(at, 'database-not-ready', say.notADatabaseTarget, given instanceof Target ? given.protocol : given);
  if (!(oneAtATime instanceof OneAtATime)) refuse(at, 'one-at-a-time', notOneAtATime, oneAtATime);
  if (metadata?.name !== undefined) refuse(at, 'metadata', say.nameOfInputs, metadata.name);
  if (revision !== undefined) checkPattern(at, 'migration-job', say.notARevision, REVISION, revision);
  if (version !== undefined) checkNeeded(at, props);
  const files = Object.values(isRecord(mounts) ? mounts : {}).find((mounted): mounted is ProjectedFiles => mounted instanceof ProjectedFiles && mounted.kind === 'ConfigMap');
  if (files !== undefined && version === undefined && revision === undefined) refuse(at, 'migration-job', say.filesWithoutVersion(files.kind, files.name));
}

/** The version is asked by pods that wait, whatever the lock. */
function checkNeeded(at: string, props: MigrationJobProps<any, any>): void {
  checkKeys<SchemaVersion>(at, props.version as SchemaVersion, VERSION_KEYS);
  checkVersion(at, toolCalled(props) ?? refuse(at, 'schema-version', versionNeedsTool), props.version as SchemaVersion);
}

/** What the Job itself is told. */
function jobProps(at: string, props: MigrationJobProps<any, any>, name: string | undefined): JobProps<any, 'Failed'> {
  const { metadata, backoffLimit = BACKOFF_LIMIT, ttlAfterFinished, terminationGracePeriod = graceOf(props) } = props;
  const ofPods = Object.entries(props).filter(([key]) => Object.hasOwn(POD_KEYS, key));
  return {
    ...Object.fromEntries(ofPods),
    terminationGracePeriod,
    metadata: metadata === undefined || isRecord(metadata)
      ? { ...metadata, ...(name === undefined ? {} : { name }), annotations: annotated(metadata?.annotations) }
      : metadata,
    podReplacementPolicy: 'Failed',
    backoffLimit,
    ttlAfterFinished: ttlOf(at, ttlAfterFinished),
  } as JobProps<any, 'Failed'>;
}

const annotated = (given: object | undefined = {}) => (isRecord(given) ? { ...APPLIED_ONCE, ...given } : given);

/** What is wrong with scope and id, the workload says. */
function nameOf(scope: unknown, id: string, props: MigrationJobProps<any, any>): string | undefined {
  if (!Construct.isConstruct(scope) || !isLabel(id) || !isCommand(props.command)) return undefined;
  return `${Names.toDnsLabel(scope, { extra: [id], includeHash: false, maxLen: LONGEST_PREFIX })}-${hashOfInputs(childPath(scope, id), props)}`;
}

const isCommand = (command: unknown): boolean => Array.isArray(command) && command.every((word) => typeof word === 'string' || isExpansion(word));

/** A pod of a tool that must not be killed has the time of a whole migration: nobody waits for the end of a Job's pod. */
function graceOf(props: MigrationJobProps<any, any>): Duration | undefined {
  const end = toolCalled(props)?._endIn(String((props.database as Partial<Target<'ready'>> | undefined)?.protocol));
  return end !== undefined && mustNotBeKilled(end) ? Duration.seconds((props.timeout ?? TIMEOUT).toSeconds() + GRACE_BEYOND_TIMEOUT) : undefined;
}

function ttlOf(at: string, given: unknown): Duration | undefined {
  if (given === 'never') return undefined;
  if (given === undefined) return Duration.hours(1);
  return given instanceof Duration ? given : refuse(at, 'choice', say.ttlOrNever, given);
}

/**
 * A Job that only migrates a database: the migration is its main container. Its name contains a hash of the migration's properties, so that
 * a release with another migration creates another Job, and an upgrade of this library does not. Other pods start when the database says that it is migrated:
 * wait with `done(…)`.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/
 *
 * @example
 * const migration = new MigrationJob(chart, 'migrate', {
 *   database: postgres({ host: 'db' }),
 *   image: image('registry.example.com/shop-migrations:1.4.2', { user: 1000 }),
 *   command: ['migrate', '-path', '/migrations', '-database', 'postgres://shop@db/shop', 'up'],
 *   env: { PGPASSWORD: secretKey('db', 'password') },
 *   version: { version: 12 },
 *   oneAtATime: databaseLock({ databaseName: 'shop', login: 'shop', password: secretKey('db', 'password') }),
 * });
 * new WaitForService(web, 'schema', { until: migration.done({ databaseName: 'shop', login: 'reader', password: secretKey('db', 'reader') }) });
 * // kind: Job, metadata: { name: shop-migrate-1f7b2a90 }, spec: { podReplacementPolicy: Failed, ttlSecondsAfterFinished: 3600, … }
 */
export interface MigrationJob<out Id extends string = string, out S extends PodSecurity = 'restricted'> extends Job<Id, S, 'Failed'> {
  /** The name of the Job in the cluster. */
  readonly jobName: string;
  /**
   * What pods wait for that need the schema: that the database has the version. While it has not, the Job is asked too: where that has failed, the wait
   * ends at once with the Job's reason. The step that waits brings a Role that may get this one Job.
   *
   * @param by a login that may read the table of the tool; or a target of your own, made by `migrated(…)` or `migratedWhen(…)`
   * @throws {@link PreludeError} when the Job has no version to ask for, or a value is refused
   *
   * @example
   * const schema = new WaitForService(web, 'schema', { until: migration.done({ databaseName: 'shop', login: 'reader', password: secretKey('db', 'reader') }) });
   * schema.migrated; // a handle
   * // args: [--timeout, '570', 'schema=migrated://db:5432', …, --job, shop-migrate-1f7b2a90]
   */
  done(by: DatabaseLogin | Target<'ready', 'schema'>): Target<'ready', 'schema'>;
}

/** How a {@link MigrationJob} is built. Its further type parameters are inferred from literals: do not write them. */
export interface MigrationJobConstructor {
  /**
   * Creates the Job.
   *
   * @param scope a chart or another construct
   * @param id the id; its name begins with it
   * @param props the database, the tool, and how only one migration runs at a time
   * @throws {@link PreludeError} when a value is refused
   */
  new <
    Id extends string, S extends PodSecurity = 'restricted', D = any, const C extends readonly Argument[] = readonly Argument[],
    const E extends object = AnyEnvironment, const M extends object = AnyMounts<Id>, R extends string = never, T = any,
  >(scope: Construct, id: Id, props: MigrationJobProps<NoInfer<Id>, Offered<S>, D, C, E, M, R, T>): MigrationJob<Id, S>;
}

/** Builds a {@link MigrationJob}. */
export const MigrationJob: MigrationJobConstructor = MigrationJobWorkload as never;
Object.defineProperty(MigrationJobWorkload, 'name', { value: 'MigrationJob' });
