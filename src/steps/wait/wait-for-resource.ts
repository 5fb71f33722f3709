import type { Duration } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-28';
import type { StepProps } from '../../step/step';
import type { Workload } from '../../workload/workload';
import { resource, type ResourceProps } from './resource';
import type { Target } from './target';
import { WaitForService } from './wait-for-service';

/** Properties of {@link WaitForResource}. */
export interface WaitForResourceProps<Id extends string = any> extends StepProps<Id> {
  /** The object and the state, as `resource(…)` takes them. */
  readonly until: ResourceProps;
  /**
   * How long the step may take.
   *
   * @default - as for {@link WaitForService}
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 10m and 16Mi, limits of 500m and 64Mi
   */
  readonly resources?: ContainerResources;
}

/**
 * Waits until one Kubernetes object has reached a state: a complete Job, a rolled out Deployment, a custom resource with a condition. To wait for several, or for
 * services as well, give `resource(…)` to {@link WaitForService}.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#examples
 *
 * @example
 * const import_ = new WaitForResource(web, 'wait-for-import', { until: { kind: 'Job', name: 'import' } });
 * import_.ready; // a handle
 * // initContainers: [{ name: wait-for-import, args: [--timeout, '570', resource=resource://import/apis/batch/v1/jobs, --kind, job, --until, complete], … }]
 * // kind: Role, RoleBinding
 */
export class WaitForResource<in out Id extends string = any> extends WaitForService<Id, Target<'ready', 'resource'>> {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the object, the state, and for how long
   * @throws {@link PreludeError} when a name is none, or the kind has no such state
   */
  constructor(scope: Workload<Id>, id: string, props: WaitForResourceProps<NoInfer<Id>>) {
    super(scope, id, { ...props, until: resource(props?.until) } as never);
  }

  /** @internal */
  protected override get _kind(): string {
    return 'WaitForResource';
  }
}
