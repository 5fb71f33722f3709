import { ApiObject, Chart, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Container } from 'cdk8s-plus-28';
import type { KplusWorkload } from '../cdk8s-plus';
import { LEVEL_ANNOTATION } from '../declared/annotations';
import { checkLabel } from '../checks/names';
import { checkFlag, checkId, checkOneOf, checkReason } from '../checks/values';
import { claimTree } from '../duplicate-installs';
import { refuse } from '../errors';
import type { AnyEnvironment } from '../env/env';
import type { Argument } from '../env/expand';
import { idTakenInScope, notAScope, notAWorkload } from '../messages/input';
import { idAgainstNaming, levelForbidden } from '../messages/standards';
import { formatStartUpPlan } from '../plan/format';
import { startUpPlan } from '../plan/of-program';
import type { StartUpPlan } from '../plan/planned';
import { TERMINATION_GRACE_PERIOD } from '../rules/grace-period';
import { POD_SECURITY_LEVELS, type PodSecurity } from '../manifest/pod-security';
import { checkMesh } from '../standards/mesh';
import { stampPods } from '../standards/metadata';
import { checkGroup } from '../standards/platform';
import { PROGRAM_DELIVERIES, type Programs } from '../standards/props';
import { type Standards, standardsAt } from '../standards/standards';
import { sourceLine } from '../source-line';
import { guard } from '../synth/gate';
import type { Completed } from '../synth/rolling';
import { PodTemplate } from '../template/pod-template';
import { registerTemplate } from '../template/template-of';
import type { AnyMounts } from '../volumes/mounts';
import type { OwnInitContainers } from '../assembly/assemble';
import { annotate, attach, type Pods } from './attach';
import { checkPullPolicy, checkSysctls } from './pod-settings';
import { type ContainerProps, createContainer } from './container';
import type { NoCommand } from './container-environment';

/** Whether two pods of a workload can run at the same time. */
export type PodsAtATime = 'one' | 'many';

/** What a kind of workload tells its base about itself. */
interface WorkloadInit<P extends PodsAtATime> {
  readonly kind: string;
  readonly podSecurity?: PodSecurity | undefined;
  readonly fsGroup?: number | undefined;
  readonly programs?: Programs | undefined;
  readonly podsAtATime: P;
  readonly progressDeadline?: Duration | undefined;
  readonly activeDeadline?: Duration | undefined;
  readonly terminationGracePeriod?: Duration | undefined;
  readonly rollOnConfigChange?: boolean | undefined;
  readonly imagePullPolicy?: string | undefined;
  readonly sysctls?: Readonly<Record<string, string | number>> | undefined;
}

/** The template of a Job cannot be changed, a CronJob's next pod reads what is there then, and Kubernetes does not replace a Pod. */
const ROLLING_KINDS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * A workload whose init containers are steps. `Id` is its literal id, `S` the Pod Security level that its pods meet.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/
 */
export abstract class Workload<
  out Id extends string = string, out S extends PodSecurity = PodSecurity, out P extends PodsAtATime = PodsAtATime,
> extends Construct {
  /**
   * Whether this copy of the library has made or adopted it. Stands first, for the compiler says its name and little more: that a
   * chart or a workload of cdk8s-plus lacks it (so it is the sentence `notAWorkload`), and where two copies of the library meet, that
   * there are `separate declarations of a private property`.
   */
  private readonly 'the scope of a step must be a workload of this library: new Deployment(…), or adopt(…).': boolean;
  /** The id; also the brand of the handles of its steps. */
  readonly id: Id;
  /** The Pod Security level that its pods meet. */
  readonly podSecurity: S;
  /** Whether two of its pods can run at the same time. */
  readonly podsAtATime: P;
  /** The workload of cdk8s-plus underneath: expose, schedule, patch it as usual; or the adopted `ApiObject`. */
  abstract readonly resource: KplusWorkload | ApiObject;
  /** @internal */
  readonly _template: PodTemplate;

  /** @internal */
  constructor(scope: Construct, id: Id, init: WorkloadInit<P>) {
    super(checkedScope(scope, id), id);
    const stranger = claimTree(this.node.root);
    this[notAWorkload] = stranger === undefined;
    if (!this[notAWorkload]) refuse(this, 'duplicate-installs', stranger!);
    const { podSecurity = 'restricted' } = init;
    checkOneOf(this, 'podSecurity', podSecurity, POD_SECURITY_LEVELS);
    const standards = standardsAt(this);
    checkStandards(this, standards, podSecurity);
    checkGroup(this.node.path, standards, init.fsGroup);
    this.id = id;
    this.podSecurity = podSecurity as S;
    this.podsAtATime = init.podsAtATime;
    this._template = new PodTemplate({
      kind: init.kind,
      id,
      path: this.node.path,
      source: sourceLine(this),
      podSecurity,
      fsGroup: init.fsGroup === undefined ? undefined : checkId(this, 'fsGroup', init.fsGroup),
      manyPods: init.podsAtATime === 'many',
      progressDeadline: secondsOf(init.progressDeadline),
      activeDeadline: secondsOf(init.activeDeadline),
      terminationGracePeriod: secondsOf(init.terminationGracePeriod) ?? TERMINATION_GRACE_PERIOD,
      rollOnConfigChange: this.rolls(init),
      programs: init.programs === undefined ? undefined : checkOneOf(this, 'programs', init.programs, PROGRAM_DELIVERIES),
      imagePullPolicy: init.imagePullPolicy === undefined ? undefined : checkPullPolicy(this, init.imagePullPolicy),
      sysctls: init.sysctls === undefined ? undefined : checkSysctls(this, init.sysctls),
      standards,
    });
    registerTemplate(this, this._template);
  }

  /**
   * Adds a container of the app. It starts when all steps have succeeded.
   *
   * @param name its name
   * @param props its image, command, environment, mounts
   * @returns the container of cdk8s-plus, for its other settings
   * @throws {@link PreludeError} when a value is refused, a handle belongs to another pod or the name is taken
   * @see https://kubernetes.io/docs/concepts/containers/
   *
   * @example
   * web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 }), ports: [8080] });
   * // containers: [{ name: app, image: registry.example.com/shop:1.4.2, ports: [{ containerPort: 8080 }], … }]
   */
  addContainer<
    I extends string,
    const E extends object = AnyEnvironment,
    const M extends object = AnyMounts<I>,
    const C extends readonly Argument[] = NoCommand,
    R extends string = never, T = any,
  >(this: Workload<I>, name: string, props: ContainerProps<I, E, M, C, R, T>): Container {
    return createContainer(this._pods(), this._template, name, props as ContainerProps<any, any, any>);
  }

  /** The start-up plan of the pod, as data. */
  get startUpPlan(): StartUpPlan {
    return startUpPlan(this._template, ApiObject.of(this.resource), this._pods());
  }

  /** The start-up plan of the pod, as text. */
  get startUpPlanText(): string {
    return formatStartUpPlan(this.startUpPlan);
  }

  private rolls({ kind, rollOnConfigChange: asked }: WorkloadInit<P>): boolean {
    return (asked === undefined || checkFlag(this, 'rollOnConfigChange', asked)) && ROLLING_KINDS.includes(kind);
  }

  /** @internal */
  _pods(): Pods {
    return this.resource as KplusWorkload;
  }

  /** @internal */
  protected _attach(resource: KplusWorkload, because: string | undefined, own: OwnInitContainers = 'before'): void {
    attach(resource, this._template, own);
    this._watch(because);
  }

  /** @internal */
  protected _watch(because: string | undefined, completed?: Completed): void {
    const pods = this._pods();
    stampPods(this._template.standards, pods.podMetadata);
    if (because !== undefined) checkReason(this, 'podSecurityBecause', because);
    if (this.podSecurity !== 'restricted') annotate(pods, this.node.path, LEVEL_ANNOTATION, levelNote(this.podSecurity, because));
    guard(this, this._template, this.resource, completed);
  }
}

/** What is no duration is refused a little later, by name. */
const secondsOf = (duration: Duration | undefined): number | undefined => duration?.toSeconds?.({ integral: false });

/** Looks at scope and id before the construct exists, so that the library's sentence comes before that of constructs. */
function checkedScope(scope: Construct, id: string): Construct {
  if (!Construct.isConstruct(scope)) return refuse(`workload ${String(id)}`, 'scope', notAScope, scope);
  checkLabel(scope, 'the id of a workload', id);
  const chart = [...scope.node.scopes].reverse().find((one) => Chart.isChart(one)) as Chart | undefined;
  if (chart?.namespace !== undefined) checkLabel(chart, 'the namespace of a chart', chart.namespace);
  if (scope.node.tryFindChild(id)) refuse(scope, 'duplicate-id', idTakenInScope(id), id);
  return scope;
}

/** Refuses what the standards above a workload do not take. */
function checkStandards(at: Workload, standards: Standards, level: PodSecurity): void {
  const { naming, podSecurity: weakest } = standards;
  if (weakest && POD_SECURITY_LEVELS.indexOf(level) < POD_SECURITY_LEVELS.indexOf(weakest.value)) {
    refuse(at, 'pod-security-level', levelForbidden(weakest.by, level, weakest.value), level);
  }
  if (naming && !naming.value.pattern.test(at.node.id)) {
    refuse(at, 'naming', idAgainstNaming(naming.by, at.node.id, naming.value.pattern, naming.value.because));
  }
  checkMesh(at.node.path, standards);
}

const levelNote = (level: PodSecurity, because: string | undefined): string => (because === undefined ? level : `${level}: ${because}`);

