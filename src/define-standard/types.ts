import type { Construct } from 'constructs';
import type { IsLiteral } from '../checks/literal';
import type { Argument } from '../env/expand';
import type { Pinned } from '../images/image';
import type { LevelForbidden, StepForbidden } from '../messages/compile-time';
import type { ImageFromElsewhere, ImageWithoutDigest } from '../messages/images';
import type { PodSecurity } from '../manifest/pod-security';
import type { CronJob, CronJobProps } from '../workload/cron-job';
import type { DaemonSet, DaemonSetProps } from '../workload/daemon-set';
import type { Deployment, DeploymentProps } from '../workload/deployment';
import type { Job, JobProps, PodReplacementPolicy } from '../workload/job';
import type { BarePodProps, Pod } from '../workload/pod';
import type { StatefulSet, StatefulSetProps } from '../workload/stateful-set';
import type { MigrationJob, MigrationJobProps } from '../steps/database/migration-job';
import type { Steps } from './steps';

/** What the compiler knows about a standard, so that it can refuse mistakes before anything runs. */
export interface StandardTypes {
  /** Its name. */
  readonly name: string;
  /** The registries that images come from. */
  readonly registries: readonly string[];
  /** The registries whose images it moves. */
  readonly moved: string;
  /** Whether images need a digest. */
  readonly digests: boolean;
  /** The weakest level. */
  readonly level: PodSecurity;
  /** The forbidden kinds of steps with the reason; false if a kind is allowed. */
  readonly forbidden: Readonly<Record<string, string | false>>;
}

/** What the compiler knows about one standard. */
export interface StandardTypesOf<
  Name extends string, Registries extends readonly string[], Moved extends string, Digests extends boolean,
  Level extends PodSecurity, Forbidden extends Readonly<Record<string, string | false>>,
> extends StandardTypes {
  readonly name: Name;
  readonly registries: Registries;
  readonly moved: Moved;
  readonly digests: Digests;
  readonly level: Level;
  readonly forbidden: Forbidden;
}

/** The standard as its messages call it where nobody has set it yet. */
type By<L extends StandardTypes> = `standard "${L['name']}"`;

/** A reference as runtimes complete it. */
type Complete<R extends string> = R extends `${infer First}/${string}`
  ? First extends `${string}.${string}` | `${string}:${string}` | 'localhost' ? R : `docker.io/${R}`
  : `docker.io/library/${R}`;

type Sources<L extends StandardTypes> = `${L['registries'][number] | L['moved']}${'/' | ':' | '@'}${string}`;

/** Whether a standard takes images from anywhere: it names no registry, or moves what is in none. */
type FromAnywhere<L extends StandardTypes> = string extends L['registries'][number] ? true : '*' extends L['moved'] ? true : false;

/** A reference that a standard allows, or the sentence that explains why it does not. */
export type ImageIn<L extends StandardTypes, R extends string> = IsLiteral<R> extends false ? R
  : Pinned<R> extends R ? ImageTaken<L, R> : Pinned<R>;

type ImageTaken<L extends StandardTypes, R extends string> = FromAnywhere<L> extends true ? Digested<L, R>
  : Complete<R> extends Sources<L> ? Digested<L, R> : ImageFromElsewhere<By<L>, R, L['registries']>;

type Digested<L extends StandardTypes, R extends string> = L['digests'] extends true
  ? R extends `${string}@sha256:${string}` ? R : ImageWithoutDigest<By<L>, R> : R;

type AtLeast<Weakest extends PodSecurity> = Weakest extends 'privileged' ? PodSecurity : Weakest extends 'baseline' ? 'baseline' | 'restricted' : 'restricted';

/** A level that a standard allows, or the sentence that says that it does not. */
export type LevelIn<L extends StandardTypes, S extends PodSecurity> = PodSecurity extends S ? S
  : [S] extends ['restricted'] ? AtLeast<L['level']> // what an editor completes an empty string by
    : [S] extends [AtLeast<L['level']>] ? S : LevelForbidden<By<L>, Exclude<S, AtLeast<L['level']>>, L['level']>;

/** Properties of a workload, at a level that the standard allows. */
export type PropsIn<L extends StandardTypes, S extends PodSecurity, Props> = Omit<Props, 'podSecurity'> & {
  /**
   * The Pod Security level that the pods meet: `'restricted'`, which every cluster accepts; `'baseline'`, for steps and containers that run as
   * root with the usual privileges of root in a container; `'privileged'`, for access beyond the container.
   *
   * @default 'restricted'
   */
  readonly podSecurity?: LevelIn<L, S>;
};

/** The workloads of a standard: the classes of the library, but they require that the standard is set, and accept only its levels. */
export interface StandardWorkloads<L extends StandardTypes> {
  /** {@link Pod} under the standard. */
  readonly Pod: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted'>(scope: Construct, id: Id, props?: PropsIn<L, S, BarePodProps<S>>): Pod<Id, S>;
  };
  /** {@link Deployment} under the standard. */
  readonly Deployment: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted'>(scope: Construct, id: Id, props?: PropsIn<L, S, DeploymentProps<S>>): Deployment<Id, S>;
  };
  /** {@link StatefulSet} under the standard. */
  readonly StatefulSet: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted', N extends number = 1>(
      scope: Construct, id: Id, props: PropsIn<L, S, StatefulSetProps<S, N>>,
    ): StatefulSet<Id, S, N>;
  };
  /** {@link DaemonSet} under the standard. */
  readonly DaemonSet: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted'>(scope: Construct, id: Id, props?: PropsIn<L, S, DaemonSetProps<S>>): DaemonSet<Id, S>;
  };
  /** {@link Job} under the standard. */
  readonly Job: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted', Policy extends PodReplacementPolicy = PodReplacementPolicy, N extends number = 1>(
      scope: Construct, id: Id, props?: PropsIn<L, S, JobProps<S, Policy, N>>,
    ): Job<Id, S, Policy, N>;
  };
  /** {@link MigrationJob} under the standard. */
  readonly MigrationJob: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted'>(
      scope: Construct, id: Id, props: PropsIn<L, S, MigrationJobProps<Id, S, any, readonly Argument[], any, any, string, any>>,
    ): MigrationJob<Id, S>;
  };
  /** {@link CronJob} under the standard. */
  readonly CronJob: {
    /** Builds one, at a level that the standard takes, where the standard is set. */
    new <Id extends string, S extends PodSecurity = 'restricted'>(scope: Construct, id: Id, props: PropsIn<L, S, CronJobProps<S>>): CronJob<Id, S>;
  };
}

/** A kind of step that a standard forbids: no scope fits, and the compiler's message gives the reason. */
export interface ForbiddenStep<Why extends string> {
  /** Cannot be built. */
  new (scope: Why, ...rest: any[]): never;
}

/**
 * The steps of a standard: those of the library, except the kinds that it forbids. If the type of the standard is not known, such as in a
 * parameter of a function, the compiler knows no steps of it. Use the library's own steps there: they are checked when they are built.
 */
export type StandardSteps<L extends StandardTypes> = string extends keyof L['forbidden'] ? unknown : {
  readonly [Kind in keyof Steps]: ReasonAgainst<L, Kind> extends infer Because extends string
    ? ForbiddenStep<StepForbidden<By<L>, Kind, Because>> : Steps[Kind];
};

type ReasonAgainst<L extends StandardTypes, Kind> = Kind extends keyof L['forbidden'] ? L['forbidden'][Kind] : false;
