import { ApiObject, type Duration, JsonPatch, type Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { checkKeys, childPath } from '../checks/known-keys';
import { checkLabel, checkObjectName, checkPort } from '../checks/names';
import { checkFlag, checkList, checkMade, checkOneOf, checkSize, checkWhole, givenOr, quantity } from '../checks/values';
import { refuse } from '../errors';
import { publishOfGivenService } from '../messages/app-rules';
import { volumeTakenInPod } from '../messages/mounts';
import { accessModesMissing, portOfServiceTwice, portsOfGivenService, portsOrService } from '../messages/workload';
import type { Offered, PodSecurity } from '../manifest/pod-security';
import { Claim } from '../volumes/claim';
import { forKplus } from './for-kplus';
import { POD_KEYS, type PodProps, type PodsOf, ROLLING_KEYS, type RollingPodProps } from './pod-props';
import { SELECTOR_KEYS, selectorOf, selectPods, type SelectorProps } from './selector';
import { Workload } from './workload';

/** Properties of a {@link StatefulSet}. */
export interface StatefulSetProps<S extends PodSecurity = 'restricted', N extends number = number> extends PodProps<S>, RollingPodProps, SelectorProps {
  /**
   * How many pods run.
   *
   * @default 1
   */
  readonly replicas?: N;
  /**
   * The governing Service, a headless `kplus.Service` (`clusterIP: 'None'`): other Services give the pods no names.
   *
   * @default - a headless Service for `ports`
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
   */
  readonly service?: kplus.Service;
  /**
   * The ports of the headless Service that the library creates if you omit `service`; with `service` they are an error.
   *
   * @default - none
   */
  readonly ports?: readonly number[];
  /**
   * Whether that Service also contains pods that are not ready: needed if steps look up the names of their peers, which
   * are not ready while their steps run. Clients of the Service then also reach such pods.
   *
   * @default false
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields
   */
  readonly publishNotReadyAddresses?: boolean;
  /**
   * How pods are replaced.
   *
   * @default StatefulSetUpdateStrategy.rollingUpdate()
   */
  readonly strategy?: kplus.StatefulSetUpdateStrategy;
  /**
   * Whether pods start one after the other.
   *
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;
  /**
   * How long a pod must be ready before it counts as available.
   *
   * @default - at once
   */
  readonly minReady?: Duration;
}

/** A separate claim for every pod of a StatefulSet. */
export interface ClaimTemplateProps {
  /** Its size. */
  readonly size: Size;
  /**
   * The storage class.
   *
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * Who can mount it.
   *
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: readonly kplus.PersistentVolumeAccessMode[];
}

const KEYS = {
  ...POD_KEYS, ...ROLLING_KEYS, ...SELECTOR_KEYS, replicas: true, service: true, ports: true, publishNotReadyAddresses: true, strategy: true,
  podManagementPolicy: true, minReady: true,
} as const;
const CLAIM_KEYS = { size: true, storageClassName: true, accessModes: true } as const;

/**
 * A StatefulSet whose init containers are steps, with separate claims for every pod.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 *
 * @example
 * const db = new StatefulSet(chart, 'db', { ports: [5432] });
 * const data = db.claimTemplate('data', { size: Size.gibibytes(10) });
 * // volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 10Gi } }, … } }]
 */
export class StatefulSet<out Id extends string = string, out S extends PodSecurity = 'restricted', N extends number = 1>
  extends Workload<Id, S, PodsOf<N>> {
  readonly resource: kplus.StatefulSet;
  /** The governing Service. */
  readonly service: kplus.Service;
  private claimTemplates = 0;

  /**
   * Creates the workload. Build its steps on it, then add the containers of the app.
   *
   * @param scope a chart or another construct
   * @param id the id; also the brand of its steps' handles
   * @param props how many pods, at which level, behind which Service
   * @throws {@link PreludeError} when a value is refused, or there is neither a Service nor a port
   */
  constructor(scope: Construct, id: Id, props: StatefulSetProps<Offered<S>, N>) {
    checkKeys(childPath(scope, id), props, KEYS);
    const replicas = checkWhole(childPath(scope, id), 'replicas', givenOr(props.replicas, 1), 0);
    super(scope, id, { kind: 'StatefulSet', ...props, podsAtATime: (replicas <= 1 ? 'one' : 'many') as PodsOf<N> });
    const { ports, service, publishNotReadyAddresses: publish, select, ...rest } = forKplus(this, props);
    if (service && ports !== undefined) refuse(this, 'conflicting-properties', portsOfGivenService, ports);
    if (service && publish !== undefined) refuse(this, 'conflicting-properties', publishOfGivenService, publish);
    if (service !== undefined) checkMade(this, 'service', service, 'select', 'new kplus.Service(…)');
    this.service = service ?? this.headlessService(ports, publish);
    this.resource = new kplus.StatefulSet(this, 'Resource', { ...rest, ...selectorOf(select), service: this.service });
    selectPods(this, this.resource, select);
    this._attach(this.resource, props.podSecurityBecause);
  }

  /**
   * Gives every pod its own claim, which outlives the pod.
   *
   * @param name the name of the claim template and of the volume
   * @param props size, class and access modes
   * @throws {@link PreludeError} when the name is taken or a value is refused
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates
   *
   * @example
   * const data = db.claimTemplate('data', { size: Size.gibibytes(10) });
   * db.addContainer('postgres', { …, mounts: { '/var/lib/postgresql/data': writable(data) } });
   */
  claimTemplate<I extends string>(this: StatefulSet<I, S, N>, name: string, props: ClaimTemplateProps): Claim<I> {
    const at = `${this.node.path}/${String(name)}`;
    checkKeys(at, props, CLAIM_KEYS);
    const accessModes = givenOr(props.accessModes, [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE]);
    if (checkList(at, 'accessModes', accessModes).length === 0) refuse(at, 'stateful-set', accessModesMissing);
    for (const mode of accessModes) checkOneOf(at, 'an access mode', mode, Object.values(kplus.PersistentVolumeAccessMode));
    checkLabel(at, 'the name of a claim', name);
    if (this._template.volumes.has(name)) refuse(at, 'unique-volume-names', volumeTakenInPod(name), name);
    const volume = this._template.addVolume(at, { name, source: undefined });
    const storage = quantity(checkSize(at, 'size', props.size));
    const template = {
      metadata: { name },
      spec: {
        accessModes,
        ...(props.storageClassName === undefined ? {} : { storageClassName: checkObjectName(at, 'storageClassName', props.storageClassName) }),
        resources: { requests: { storage: kplus.k8s.Quantity.fromString(storage) } },
      },
    };
    const path = '/spec/volumeClaimTemplates';
    const object = ApiObject.of(this.resource);
    if (this.claimTemplates === 0) object.addJsonPatch(JsonPatch.add(path, []));
    object.addJsonPatch(JsonPatch.add(`${path}/-`, template));
    this.claimTemplates += 1;
    return new Claim<I>({ owner: this._template, step: name }, volume);
  }

  private servicePorts(ports: readonly number[]): kplus.ServicePort[] {
    return ports.map((port, index) => {
      if (ports.indexOf(checkPort(this, port)) < index) refuse(this, 'ports', portOfServiceTwice, port);
      return { name: `port-${port}`, port, targetPort: port };
    });
  }

  private headlessService(ports: readonly number[] | undefined, publish: boolean | undefined): kplus.Service {
    if (ports === undefined || checkList(this, 'ports', ports).length === 0) return refuse(this, 'stateful-set', portsOrService);
    return new kplus.Service(this, 'Service', {
      clusterIP: 'None',
      type: kplus.ServiceType.CLUSTER_IP,
      ...(publish === undefined ? {} : { publishNotReadyAddresses: checkFlag(this, 'publishNotReadyAddresses', publish) }),
      ports: this.servicePorts(ports),
    });
  }
}
