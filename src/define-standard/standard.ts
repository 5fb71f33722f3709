import { Construct, type IConstruct } from 'constructs';
import { refuse } from '../errors';
import { type Image, image, type ImageOptions } from '../images/image';
import { isFrom, moveReference } from '../images/registries';
import * as say from '../messages/standards';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { checkStandard } from '../standards/check';
import { stampObjectsOf } from '../standards/metadata';
import type { StandardProps } from '../standards/props';
import { setStandard, standardHolds } from '../standards/standards';
import { guardUnadopted } from '../synth/gate';
import { adopt, type Adoptable, type Adopted, type AdoptProps } from '../workload/adopt';
import type { KplusWorkload } from '../cdk8s-plus';
import { CronJob } from '../workload/cron-job';
import { DaemonSet } from '../workload/daemon-set';
import { Deployment } from '../workload/deployment';
import { Job } from '../workload/job';
import { MigrationJob } from '../steps/database/migration-job';
import { Pod } from '../workload/pod';
import { StatefulSet } from '../workload/stateful-set';
import type { ImageIn, PropsIn, StandardSteps, StandardTypes, StandardTypesOf, StandardWorkloads } from './types';
import { STEPS } from './steps';

/** The rules of a company for a construct tree. Made by {@link defineStandard}. */
export interface StandardObject<L extends StandardTypes = StandardTypes> extends StandardWorkloads<L> {
  /** Its name in messages. */
  readonly name: L['name'];
  /**
   * Sets the standard on a construct. It applies to everything that is built below. If a nearer standard sets the same field, the nearer one wins.
   *
   * @param scope an app, a chart or any construct; set it before the first workload below it is built
   * @throws {@link PreludeError} when there is a standard already, or a workload has been built without it
   *
   * @example
   * acme.setOn(app);
   */
  setOn(scope: IConstruct): void;
  /**
   * Names an image, as `image(…)` does, but accepts only images that the standard allows.
   *
   * @param reference `[registry/]name:tag` or `[registry/]name@sha256:…`
   * @param options the user it runs as, and the programs it has
   * @throws {@link PreludeError} when the standard does not allow it
   *
   * @example
   * acme.image('registry.acme.example/shop:1.4.2', { user: 1000, group: 1000 });
   */
  image<const R extends string, const T extends string = never>(
    reference: ImageIn<L, R>, options: ImageOptions<T>,
  ): Image<R, [T] extends [never] ? any : T>;
  /**
   * Puts steps on a workload that cdk8s-plus made, or on an `ApiObject`, as `adopt(…)` does, at a level that the standard allows.
   *
   * @param workload a workload of cdk8s-plus, or an `ApiObject` with a pod template
   * @param id its own id again, for the compiler
   * @param props the level, and where its own init containers run
   * @throws {@link PreludeError} when the standard is not set above it, or does not allow the level
   *
   * @example
   * const web = acme.adopt(deployment, 'web');
   */
  adopt<Id extends string, S extends PodSecurity = 'restricted', W = KplusWorkload>(
    workload: Adoptable<W>, id: Id, props?: PropsIn<L, S, AdoptProps<S>>,
  ): Adopted<W, Id, S>;
}

/** A company's standard, with its own `image()`, workloads and steps. Literal values that it forbids do not compile. */
export type Standard<L extends StandardTypes = StandardTypes> = StandardObject<L> & StandardSteps<L>;

/**
 * Defines the rules of a company for its deployments. Set on an app, a chart or a construct, it applies to everything below: the nearest
 * standard wins, field by field. Whatever it forbids is an error that names the standard. Literal values that it forbids do not compile with the
 * standard's own `image()`, workloads and steps.
 *
 * @param props the rules
 * @throws {@link PreludeError} when a field is refused
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 *
 * @example
 * const acme = defineStandard({
 *   name: 'Acme 2026',
 *   registries: ['registry.acme.example'],
 *   registryMap: { 'docker.io': 'registry.acme.example/docker' },
 *   podSecurity: 'baseline',
 * });
 * acme.setOn(app);
 * const web = new acme.Deployment(chart, 'web');
 * web.addContainer('app', { image: acme.image('quay.io/shop:1.4.2', { user: 1000, group: 1000 }) });
 * // standard "Acme 2026" does not allow image "quay.io/shop:1.4.2": use one from registry.acme.example
 */
export function defineStandard<
  const Name extends string,
  const Registries extends readonly string[] = readonly string[],
  Moved extends string = never,
  const Digests extends boolean = false,
  const Level extends PodSecurity = 'privileged',
  const Forbidden extends Readonly<Record<string, string | false>> = {},
>(props: StandardProps<Name, Registries, Moved, Digests, Offered<Level, 'privileged'>, Forbidden>): Standard<StandardTypesOf<Name, Registries, Moved, Digests, Level, Forbidden>> {
  const standard = checkStandard(props as StandardProps, Object.keys(STEPS));
  return Object.freeze({
    name: standard.name,
    setOn: (scope: IConstruct) => {
      setStandard(scope, standard);
      stampObjectsOf(scope.node.root);
      guardUnadopted(scope.node.root);
    },
    image: (reference: string, options: ImageOptions) => imageUnder(standard, image(reference, options)),
    adopt: (workload: KplusWorkload, ...rest: [string, AdoptProps<PodSecurity>?]) => {
      checkSet(workload, standard);
      return adopt(workload, ...rest);
    },
    ...classesOf({ Pod, Deployment, StatefulSet, DaemonSet, Job, CronJob, MigrationJob, ...STEPS }, standard),
  }) as never;
}

type Buildable = new (...args: any[]) => object;

const classesOf = (classes: object, standard: StandardProps): Readonly<Record<string, Buildable>> =>
  Object.fromEntries(Object.entries(classes).map(([name, Base]) => [name, underStandard(standard, Base as Buildable)]));

/** A class of the library that is built only where the standard holds: elsewhere its words would mean nothing. */
function underStandard(standard: StandardProps, Base: Buildable): Buildable {
  const Under = class extends Base {
    constructor(...args: any[]) {
      checkSet(args[0], standard);
      super(...args);
    }
  };
  Object.defineProperty(Under, 'name', { value: Base.name });
  return Under;
}

/** What is no construct is refused by whoever is built on it. */
function checkSet(scope: unknown, standard: StandardProps): void {
  if (Construct.isConstruct(scope) && !standardHolds(scope, standard)) refuse(scope, 'standard-placement', say.standardNotSet(standard.name));
}

function imageUnder({ name, registries, registryMap, digests }: StandardProps, given: Image): Image {
  const by = say.standardCalled(name, undefined);
  const { reference } = given;
  if (registries && registries !== 'any' && !isFrom(moveReference(reference, registryMap), registries)) {
    refuse('image()', 'allowed-registries', say.imageFromElsewhere(by, reference, registries));
  }
  if (digests && !reference.includes('@sha256:')) refuse('image()', 'image-digests', say.imageWithoutDigest(by, reference));
  return given;
}
