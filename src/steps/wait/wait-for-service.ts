import { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import { STEP_RESOURCES, WAIT_RESOURCES } from '../../template/default-resources';
import { checkKeys } from '../../checks/known-keys';
import { checkLabel } from '../../checks/names';
import { type TargetFacts, targetOfUrl, wordsOf } from '../../declared/target';
import { refuse } from '../../errors';
import type { Handle, NoHandle } from '../../handles/handle';
import { Accepting, Migrated, type Protocol, Ready, Resolved } from '../../handles/proofs';
import { checkProxy, type Proxy } from '../../standards/proxy';
import type { AcceptingIsNotReady, OptionalProvesNothing, ResolvedIsNotAccepting, ResolvedIsNotReady } from '../../messages/compile-time';
import { acceptingIsNotReady, optionalProvesNothing, resolvedIsNotAccepting, resolvedIsNotReady } from '../../messages/compile-time';
import type { NotASchema } from '../../messages/schema-version';
import { notASchema } from '../../messages/schema-version';
import { noTargets } from '../../messages/input';
import type { NotATarget } from '../../messages/readiness';
import { notATarget } from '../../messages/readiness';
import { OptionalTarget } from './optional';
import { askedObjects } from './asked-objects';
import { imageOf, isOfUser, specOf } from './specs';
import { jobFlags, watchedJobs } from './watched-jobs';
import { type ReadinessLevel, Target, type TargetSpec } from './target';
import { deadlineAlone } from '../../template/shared-deadlines';
import type { Workload } from '../../workload/workload';
import type { LibraryDefinition } from '../../step/definition';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';
import { type ThroughProxy, throughProxy } from '../../step/through-proxy';

/** One thing to wait for. */
export type OneTarget = Target | OptionalTarget;
/** What a wait waits for: one target, or several by name. */
export type Targets = OneTarget | { readonly [name: string]: OneTarget };

/** What is waited for; else the sentence that says what can be. */
export type TargetsOr<U> = U extends OneTarget ? U
  : U extends object ? { readonly [K in keyof U]: U[K] extends OneTarget ? U[K] : NotATarget<K & string> } : NotATarget<'until'>;

/** Properties of {@link WaitForService}. */
export interface WaitForServiceProps<Id extends string = any, U = Targets> extends StepProps<Id> {
  /**
   * What to wait for, one target or several by name: `postgres(…)`, `mysql(…)`, `redis(…)`, `memcached(…)`, `http(…)`, `tcp(…)`, `dns(…)`,
   * `command(…)`, `resource(…)`, optionally inside `optional(…)`, or your own `Target`. Several targets are polled in parallel in one container; separate containers
   * would add about a second each to the start.
   */
  readonly until: TargetsOr<U>;
  /**
   * How long the step may take. A short timeout does not help: the container fails, restarts after a growing
   * pause (CrashLoopBackOff), and the app starts even later.
   *
   * @default - what the other steps leave of the Deployment's progressDeadline, or of a shorter activeDeadline of a Job or a Pod, less 5 %; 9 minutes 30
   * where there is neither, nor another step. Waits without a timeout share it; each has a minute at least
   * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior
   */
  readonly timeout?: Duration;
  /**
   * The proxy for targets over https; `'none'` ignores the proxy of a standard. Hosts of the cluster do not use it.
   *
   * @default - that of the standard
   */
  readonly proxy?: Proxy | 'none';
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 10m and 16Mi, limits of 500m and 64Mi; where a target is a command, which may be a JVM, requests of 50m and 64Mi,
   * limits of 1 CPU and 512Mi
   */
  readonly resources?: ContainerResources;
}

/** A wait of whatever targets is checked when the program runs. */
type IsAny<T> = 0 extends 1 & T ? true : false;
type ResolvedOf<Id extends string, T> = T extends OptionalTarget<any> ? NoHandle<OptionalProvesNothing> : Resolved<Id>;
type AcceptingOf<Id extends string, T> = T extends OptionalTarget<any> ? NoHandle<OptionalProvesNothing>
  : T extends Target<'resolved', any> ? NoHandle<ResolvedIsNotAccepting> : Accepting<Id>;
type ReadyOf<Id extends string, T> = T extends OptionalTarget<any> ? NoHandle<OptionalProvesNothing>
  : T extends Target<'resolved', any> ? NoHandle<ResolvedIsNotReady>
    : T extends Target<'accepting', any> ? NoHandle<AcceptingIsNotReady>
      : T extends Target<'ready', infer P> ? Ready<Id, P> : never;

type MigratedOf<Id extends string, T> = T extends OptionalTarget<any> ? NoHandle<OptionalProvesNothing>
  : T extends Target<any, infer P> ? [P] extends ['schema'] ? Migrated<Id> : string extends P ? Migrated<Id> : NoHandle<NotASchema> : never;

/** A target with its name in the step, and what it says of itself. */
interface NamedTarget {
  readonly name: string;
  readonly target: OneTarget;
  readonly spec: TargetSpec;
}

const KEYS = { ...STEP_KEYS, until: true, timeout: true, proxy: true, resources: true } as const;
const OPTIONAL_TIMEOUT = Duration.seconds(30);

/**
 * Waits until services are ready, each in its own protocol, from a small image without credentials. First asks every 100
 * milliseconds or so, then twice a second, and about once a second when half a minute has gone.
 *
 * A wait proves one of three levels: `resolved` < `accepting` < `ready`. A name that resolves does not prove that a port accepts
 * connections, and an open port does not prove that a database is ready.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * const deps = new WaitForService(web, 'wait', { until: { db: postgres({ host: 'db' }), cache: redis({ host: 'cache' }) } });
 * deps.ready.db; // a handle: RunMigration takes it as its database
 * // initContainers: [{ name: wait, args: [--timeout, '570', db=postgres://db:5432, cache=redis://cache:6379], … }]
 */
export class WaitForService<in out Id extends string = any, out U = any> extends Step<Id> {
  private readonly targets: U;

  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props what to wait for, and for how long
   * @throws {@link PreludeError} when a target is none, or targets cannot share one image
   */
  constructor(scope: Workload<Id>, id: string, props: WaitForServiceProps<NoInfer<Id>, U>) {
    super(scope, id);
    checkKeys(this, props, KEYS);
    this.targets = props.until as U;
    const targets = this.named(props.until as Targets);
    const specs = targets.map(([name, target]) => ({
      name, target, spec: this.specOf(name, target instanceof OptionalTarget ? target.target : target),
    }));
    this._register(this.definition(props, specs, this.deadline('WaitForService', props.timeout, deadlineAlone(this._template.facts))));
  }

  /**
   * What the plan calls it.
   *
   * @internal
   */
  protected get _kind(): string {
    return 'WaitForService';
  }

  private definition(props: WaitForServiceProps<Id, U>, specs: readonly NamedTarget[], timeout: Duration): LibraryDefinition<Id> {
    const waitsFor = specs.map(({ name, target, spec }) => factsOf(name, target, spec, timeout));
    const jobs = watchedJobs(this, this._template, specs.map(({ spec }) => spec));
    const objects = askedObjects(this, specs.map(({ spec }) => spec));
    const through = this.through(props.proxy, specs.map(({ spec }) => spec));
    return {
      kind: this._kind,
      shares: (deadline) => this.definition(props, specs, deadline),
      image: imageOf(this, specs.map(({ spec }) => spec)),
      purpose: `waits until ${waitsFor.map(wordsOf).join(' and ')} ${specs.length > 1 ? 'are' : 'is'} there`,
      program: {
        parts: ['common', ...new Set([...specs.flatMap(({ spec }) => spec.parts), ...jobs.parts]), 'wait'],
        args: specs.flatMap(({ name, target, spec }) => [`${name}=${spec.url}`, ...(spec.flags ?? []), ...jobFlags(this, spec), ...optionalFlags(target, timeout)]),
      },
      variables: [...specs.flatMap(({ spec }) => spec.env ?? []), ...through.variables],
      reasons: Object.assign({}, ...specs.map(({ spec }) => spec.reasons)) as Readonly<Record<string, string>>,
      sources: [...specs.flatMap(({ spec }) => spec.mounts ?? []), ...jobs.mounts, ...objects.mounts, ...through.mounts],
      brings: { ...jobs.brings, ...objects.brings },
      first: jobs.first,
      notes: [...jobs.notes ?? [], ...objects.notes ?? []],
      resources: props.resources,
      // Of a user's own client nothing is known; it may be a JVM.
      defaultResources: specs.some(({ spec }) => isOfUser(spec)) ? STEP_RESOURCES : WAIT_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: timeout,
      goesOnAfter: specs.every(({ target }) => target instanceof OptionalTarget)
        ? Duration.seconds(Math.max(...specs.map(({ target }) => patience(target as OptionalTarget, timeout))))
        : undefined,
      attempts: 'until the deadline',
      targets: waitsFor,
      gives: specs.flatMap(({ name, target }) => (target instanceof OptionalTarget ? [] : [`${target.readinessLevel}: ${name}`])),
      after: props.after,
    };
  }

  /** Proof that names resolve: one handle, or one by each target's name. */
  get resolved(): IsAny<U> extends true ? any : U extends OneTarget ? ResolvedOf<Id, U> : { readonly [K in keyof U]: ResolvedOf<Id, U[K]> } {
    return this.handles('resolved') as never;
  }

  /** Proof that ports accept: one handle, or one by each target's name. */
  get accepting(): IsAny<U> extends true ? any : U extends OneTarget ? AcceptingOf<Id, U> : { readonly [K in keyof U]: AcceptingOf<Id, U[K]> } {
    return this.handles('accepting') as never;
  }

  /** Proof that services are ready: one handle, or one by each target's name. */
  get ready(): IsAny<U> extends true ? any : U extends OneTarget ? ReadyOf<Id, U> : { readonly [K in keyof U]: ReadyOf<Id, U[K]> } {
    return this.handles('ready') as never;
  }

  /** Proof that schemas are migrated, of targets made by `migrated(…)`: one handle, or one by each target's name. */
  get migrated(): IsAny<U> extends true ? any : U extends OneTarget ? MigratedOf<Id, U> : { readonly [K in keyof U]: MigratedOf<Id, U[K]> } {
    return this.handles('migrated') as never;
  }

  private named(until: Targets): readonly (readonly [string, OneTarget])[] {
    if (isTarget(until)) return [[nameOfOne(until), until]];
    if (until !== undefined && typeof until !== 'object') return refuse(this, 'wait-target', notATarget('until'), until);
    const named = Object.entries(until ?? {});
    if (named.length === 0) refuse(this, 'nothing-to-do', noTargets, until);
    return named.map(([name, target]) => [
      checkLabel(this, 'the name of a target', name), isTarget(target) ? target : refuse(this, 'wait-target', notATarget(name), target),
    ]);
  }

  private specOf(name: string, target: Target): TargetSpec {
    return specOf(this, target, { name, step: this.name, clusterDomain: this._template.standards.clusterDomain?.value });
  }

  /** By curl alone: nc, which speaks the other protocols, asks without one. */
  private through(own: Proxy | 'none' | undefined, specs: readonly TargetSpec[]): ThroughProxy {
    const urls = specs.filter(({ runsIn, _asks }) => runsIn === 'curl' && _asks === undefined).map(({ url }) => url);
    return throughProxy(this.name, this._template.standards, own === undefined ? undefined : checkProxy(this.node.path, own), urls);
  }

  private handles(readinessLevel: ReadinessLevel | 'migrated'): Handle | Readonly<Record<string, Handle>> {
    const until = this.targets as Targets;
    if (isTarget(until)) return this.handle(readinessLevel, nameOfOne(until), until);
    const byName = {};
    for (const [name, target] of Object.entries(until)) {
      Object.defineProperty(byName, name, { enumerable: true, get: () => this.handle(readinessLevel, name, target) });
    }
    return byName;
  }

  private handle(readinessLevel: ReadinessLevel | 'migrated', name: string, target: OneTarget): Handle {
    if (target instanceof OptionalTarget) return refuse(this, 'unproven-readiness', optionalProvesNothing);
    if (readinessLevel === 'migrated') return target.protocol === 'schema' ? new Migrated<Id>(this.proof, name) : refuse(this, 'unproven-readiness', notASchema);
    if (readinessLevel === 'resolved') return new Resolved<Id>(this.proof, name);
    if (readinessLevel === 'accepting') return target.readinessLevel === 'resolved' ? refuse(this, 'unproven-readiness', resolvedIsNotAccepting) : new Accepting<Id>(this.proof, name);
    if (target.readinessLevel !== 'ready') return refuse(this, 'unproven-readiness', target.readinessLevel === 'resolved' ? resolvedIsNotReady : acceptingIsNotReady);
    return new Ready<Id, Protocol>(this.proof, name, target.protocol, this.specOf(name, target).url);
  }
}

/** A target as data; whom a command of the user's own asks is not known. */
function factsOf(name: string, target: OneTarget, { url, proves }: TargetSpec, timeout: Duration): TargetFacts {
  const isOptional = target instanceof OptionalTarget;
  const { readinessLevel } = isOptional ? target.target : target;
  return {
    name,
    ...(proves === undefined ? targetOfUrl(url) : url.includes('://') ? { ...targetOfUrl(url), words: proves } : { protocol: 'command', words: proves }),
    ...(readinessLevel === 'ready' ? {} : { level: readinessLevel }),
    ...(isOptional ? { optional: patience(target, timeout) } : {}),
  };
}

const isTarget = (value: unknown): value is OneTarget => value instanceof Target || value instanceof OptionalTarget;

/** A target without a name goes by its protocol in the log. */
const nameOfOne = (target: OneTarget): string => {
  const one = target instanceof OptionalTarget ? target.target : target;
  return one.protocol;
};

const optionalFlags = (target: OneTarget, timeout: Duration): readonly string[] => {
  if (!(target instanceof OptionalTarget)) return [];
  return ['--optional', String(patience(target, timeout))];
};

/** How many seconds a target is waited for that may be late. */
const patience = ({ timeout = OPTIONAL_TIMEOUT }: OptionalTarget, all: Duration): number => Math.min(timeout.toSeconds(), all.toSeconds());
