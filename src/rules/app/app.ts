import { factsOf } from '../../declared/read-facts';
import { dependenciesOf, type ObjectDependency, objectsOf } from '../../declared/target';
import { kindServed } from '../../manifest/api-resources';
import { podOf } from '../../manifest/pod-of';
import { isIntactProgram, programsIn } from '../../manifest/programs';
import { podsAtOnce } from '../../manifest/pods-at-once';
import { type Reference, referencesOf } from '../../manifest/references';
import { containerScript } from '../../shell/container-script';
import { valuesOf, waitsOf } from '../../shell/waits';
import { type Field, list, type PodMetadata, type PodSpec, shown, text } from '../../manifest/types';
import type {
  AddedManifest, AppPod, AppProgram, AppService, DeclaredSteps, Labels, ObjectManifest, PolicyManifest, Reached, Scaled, StepDependency, WaitedObject,
} from './objects';

const NO_FACTS: DeclaredSteps = Object.freeze({ steps: [] });
/** What pods refer to by its name. */
const MEANT: ReadonlySet<string> = new Set(['Service', 'ConfigMap', 'Secret', 'PersistentVolumeClaim']);
const NONE: Labels = Object.freeze({});
const NOTHING: readonly Reference[] = Object.freeze([]);
const NO_PROGRAMS: readonly AppProgram[] = Object.freeze([]);
/** Who makes hooks of objects, and says when they run. */
const HOOKS: readonly string[] = ['helm.sh/hook', 'argocd.argoproj.io/hook'];
const hookOf = (metadata: ObjectManifest['metadata']): string => HOOKS.map((name) => text(metadata?.annotations?.[name])).find((hook) => hook !== '') ?? '';
const ORDINAL = /^(.+)-(\d+)$/;

/**
 * What the rendered manifests of an app say of who reaches whom, and who reads what; asked when all of them are known. Charts
 * without a namespace may each be applied to one of its own: of objects of one name what any has is taken to be there.
 */
export class RenderedApp {
  readonly pods: AppPod[] = [];
  /** Pods by each of their labels, so that a Service need not look at all of them. */
  private readonly labelled = new Map<string, AppPod[]>();
  /** StatefulSets by the names of their pods, but for the number. */
  private readonly governed = new Map<string, AppPod>();
  private readonly services = new Map<string, AppService>();
  private readonly selected = new Map<AppService, readonly AppPod[]>();
  private readonly scalers: ObjectManifest[] = [];
  /** Who says whom pods may ask. */
  readonly policies: PolicyManifest[] = [];
  /** The keys of ConfigMaps and Secrets. */
  private readonly keys = new Map<string, ReadonlySet<string>>();
  /** The ConfigMaps with programs, by name. */
  private readonly programs = new Map<string, readonly AppProgram[]>();
  /** How claims can be mounted. */
  private readonly claims = new Map<string, ReadonlySet<string>>();
  /** In which namespaces there is an object of a kind and name. */
  private readonly namespaces = new Map<string, ReadonlySet<string>>();
  /** The objects that are hooks. */
  private readonly hooks = new Set<string>();
  private readonly references = new Map<AppPod, readonly Reference[]>();

  /**
   * Takes note of any manifest, whoever made it. What its steps ask is said by its code, or by the facts that it carries; what its pod
   * reads is checked too, but where nobody asks: an object of an app that no workload of the library stands behind.
   */
  add(manifest: object, { path, chart, pod = podOf(manifest), declared }: AddedManifest): void {
    const kind = text((manifest as ObjectManifest).kind);
    if (MEANT.has(kind)) return this.addObject(manifest);
    if (kind === 'HorizontalPodAutoscaler') return this.addScaler(manifest);
    if (kind === 'NetworkPolicy') return void this.policies.push(manifest as PolicyManifest);
    if (declared === 'nothing') return this.addPod({ path, chart, singleton: [] }, manifest, pod, undefined, []);
    const { singleton = [], steps } = declared ?? factsOf(pod.metadata) ?? NO_FACTS;
    const asking = [...steps, ...scriptsThatWait(pod.spec, steps)];
    const asks = asking.flatMap(({ name, waitsFor = [] }) => dependenciesOf(waitsFor).map((asked) => ({ step: name, ...asked })));
    const objects = asking.flatMap(({ name, waitsFor = [] }) => objectsOf(waitsFor).map((object) => ({ step: name, ...object })));
    this.addPod({ path, chart, singleton }, manifest, pod, asks, objects);
  }

  /** Takes note of an object that pods refer to by its name. */
  private addObject(manifest: object): void {
    const { kind, metadata } = manifest as ObjectManifest;
    const named = `${text(kind)}/${text(metadata?.name)}`;
    this.namespaces.set(named, new Set([...this.namespaces.get(named) ?? [], text(metadata?.namespace)]));
    if (hookOf(metadata) !== '') this.hooks.add(named);
    if (kind === 'Service') this.addService(manifest);
    else if (kind === 'PersistentVolumeClaim') this.addClaim(manifest);
    else this.addContent(manifest);
  }

  private addClaim(manifest: object): void {
    const { metadata, spec } = manifest as ObjectManifest;
    this.claims.set(`${text(metadata?.namespace)}/${text(metadata?.name)}`, new Set(list(spec?.accessModes).map(text)));
  }

  /** Takes note of an autoscaler. */
  private addScaler(manifest: object): void {
    this.scalers.push(manifest as ObjectManifest);
  }

  /** One that stands for a name elsewhere leads to nobody here. */
  private addService(manifest: object): void {
    const { metadata, spec } = manifest as ObjectManifest;
    if (spec?.type === 'ExternalName') return;
    const [name, namespace] = [text(metadata?.name), text(metadata?.namespace)];
    const before = this.services.get(`${namespace}/${name}`);
    this.services.set(`${namespace}/${name}`, {
      name, namespace, selector: spec?.selector ?? NONE, ports: [...before?.ports ?? [], ...list(spec?.ports).flatMap(connected)],
      headless: spec?.clusterIP === 'None', publishesNotReady: spec?.publishNotReadyAddresses === true,
    });
  }

  /** One that is empty here is filled by somebody else, with what is not known. */
  private addContent(manifest: object): void {
    const { kind, metadata, data, binaryData, stringData } = manifest as ObjectManifest;
    const keys = Object.keys({ ...data, ...binaryData, ...stringData });
    const object = contentKey(kind, text(metadata?.namespace), text(metadata?.name));
    this.addProgram(manifest);
    if (keys.length > 0) this.keys.set(object, new Set([...this.keys.get(object) ?? [], ...keys]));
  }

  private addProgram(manifest: ObjectManifest): void {
    const isIntact = isIntactProgram(manifest);
    if (isIntact === undefined) return;
    const name = text(manifest.metadata?.name);
    this.programs.set(name, [...this.programs.get(name) ?? NO_PROGRAMS, { namespace: text(manifest.metadata?.namespace), isIntact }]);
  }

  /** Takes note of a workload and the pod in it; of what is none, of nothing. */
  private addPod(
    { path, chart, singleton }: Pick<AppPod, 'path' | 'chart' | 'singleton'>, manifest: object,
    pod: { readonly spec: PodSpec; readonly metadata: PodMetadata }, asks: readonly StepDependency[] | undefined,
    objects: readonly WaitedObject[],
  ): void {
    if (list(pod.spec.containers).length === 0) return;
    const { kind, metadata, spec } = manifest as ObjectManifest;
    const added: AppPod = {
      path, chart, kind: text(kind), name: text(metadata?.name), namespace: text(metadata?.namespace), hook: hookOf(metadata),
      labels: pod.metadata.labels ?? NONE,
      asks: asks ?? [], objects, singleton, spec: asks && pod.spec, ttl: spec?.ttlSecondsAfterFinished ?? undefined,
      governedBy: text(spec?.serviceName), oneByOne: text(spec?.podManagementPolicy) !== 'Parallel',
      ordinals: ordinalsOf(spec), programs: programsIn(pod.spec), isLive: text(metadata?.uid) !== '', atOnce: podsAtOnce(manifest),
    };
    this.pods.push(added);
    if (added.governedBy !== '') this.governed.set(`${added.namespace}/${added.governedBy}/${added.name}`, added);
    for (const label of Object.entries(added.labels)) {
      const key = labelKey(added.namespace, label);
      const others = this.labelled.get(key);
      if (others) others.push(added);
      else this.labelled.set(key, [added]);
    }
  }

  /** What a pod takes of ConfigMaps, Secrets and claims, looked up once; nothing where no object of the app could be meant. */
  referencesOf(pod: AppPod): readonly Reference[] {
    if (!pod.spec || this.namespaces.size === 0) return NOTHING;
    const known = this.references.get(pod) ?? referencesOf(pod.spec);
    this.references.set(pod, known);
    return known;
  }

  /** The namespaces of the app that have an object of a kind and name; undefined where none has, or one that is not known. */
  namespacesOf(kind: string, name: string): ReadonlySet<string> | undefined {
    const found = this.namespaces.get(`${kind}/${name}`);
    return found?.has('') ? undefined : found;
  }

  /** True for an object of the app that is applied after the hooks that run before: it is none itself. */
  comesLater(kind: string, name: string): boolean {
    return this.namespaces.has(`${kind}/${name}`) && !this.hooks.has(`${kind}/${name}`);
  }

  /** How a claim of the app can be mounted; undefined where the app makes none of that name. */
  accessModesOf(namespace: string, name: string): ReadonlySet<string> | undefined {
    return this.claims.get(`${namespace}/${name}`);
  }

  /** The autoscaler of the app that sets how many pods a workload has. */
  scalerOf(pod: AppPod): Pick<Scaled, 'name' | 'most'> | undefined {
    const scaler = this.scalers.find(({ metadata, spec }) => isTargetOf(pod, metadata, spec?.scaleTargetRef));
    return scaler && { name: text(scaler.metadata?.name), most: scaler.spec?.maxReplicas ?? undefined };
  }

  /** The keys of a ConfigMap or a Secret; undefined where this app does not say them. */
  keysOf(kind: string, namespace: string, name: string): ReadonlySet<string> | undefined {
    return this.keys.get(contentKey(kind, namespace, name));
  }

  /** The ConfigMaps of a name with programs that a pod of a namespace may find; one without a namespace may be applied to any. */
  programsCalled(name: string, namespace: string): readonly AppProgram[] {
    const all = this.programs.get(name) ?? NO_PROGRAMS;
    return namespace === '' ? all : all.filter((program) => program.namespace === '' || program.namespace === namespace);
  }

  /** The autoscalers of the app, and the workloads whose number of pods they set although the manifest says one. */
  scaled(): readonly Scaled[] {
    return this.scalers.map(({ metadata, spec }) => {
      const isMeant = (pod: AppPod) => isTargetOf(pod, metadata, spec?.scaleTargetRef) && pod.ordinals;
      return { name: text(metadata?.name), most: spec?.maxReplicas ?? undefined, pods: this.pods.filter(isMeant) };
    });
  }

  /** Whom a host leads to, as the pod resolves it: `db`, `db.shop`, `db.shop.svc.cluster.local`, and before each the name of a pod. */
  reach(from: AppPod, host: string): Reached | undefined {
    const parts = host.toLowerCase().replace(/\.$/, '').split('.');
    const svc = parts.indexOf('svc');
    const [first = '', second = '', third = ''] = parts;
    if (svc < 0 ? parts.length > 3 : svc < 2 || svc > 3) return undefined;
    if (parts.length === 1) return this.byService(first, from.namespace);
    if (svc === 2) return this.byService(first, second);
    if (svc === 3 || parts.length === 3) return this.byPod(first, second, third);
    return this.byPod(first, second, from.namespace) ?? this.byService(first, second);
  }

  /** The workload of the app that an object is. */
  workloadOf(from: AppPod, { apiGroup, resource, name, namespace = from.namespace }: ObjectDependency): AppPod | undefined {
    const kind = kindServed(apiGroup, resource);
    return this.pods.find((pod) => pod.name === name && pod.namespace === namespace && pod.kind === kind);
  }

  private byService(name: string, namespace: string): Reached | undefined {
    const service = this.services.get(`${namespace}/${name}`);
    return service && { service, pods: this.podsOf(service) };
  }

  /** Looked up once: many workloads ask the same few Services. */
  private podsOf(service: AppService): readonly AppPod[] {
    const known = this.selected.get(service);
    if (known) return known;
    const asked = Object.entries(service.selector);
    const [fewest = []] = asked.map((label) => this.labelled.get(labelKey(service.namespace, label)) ?? []).sort((a, b) => a.length - b.length);
    const pods = fewest.filter((pod) => asked.every(([key, value]) => pod.labels[key] === value));
    this.selected.set(service, pods);
    return pods;
  }

  private byPod(pod: string, governing: string, namespace: string): Reached | undefined {
    const service = this.services.get(`${namespace}/${governing}`);
    const [, name, ordinal] = ORDINAL.exec(pod) ?? [];
    const set = service && this.governed.get(`${namespace}/${governing}/${name}`);
    return set && { service, pods: [set], ordinal: Number(ordinal) };
  }
}

/** What the scripts of init containers wait for: loops around `nc`, `pg_isready` and the like. */
function scriptsThatWait({ initContainers }: PodSpec, steps: DeclaredSteps['steps']): DeclaredSteps['steps'] {
  return list(initContainers).flatMap((json) => {
    const name = text(json?.name);
    const script = json ? containerScript({ json }, steps.some((step) => step.name === name)) : undefined;
    const waitsFor = json && script ? waitsOf(script, valuesOf(json)) : [];
    return waitsFor.length > 0 ? [{ name, waitsFor }] : [];
  });
}

function ordinalsOf(spec: ObjectManifest['spec']): AppPod['ordinals'] {
  const first = spec?.ordinals?.start ?? 0;
  return typeof spec?.replicas === 'number' ? [first, first + spec.replicas - 1] : undefined;
}

/** The port of a Service, if connections are taken there. */
function connected(given: Field<{ readonly port?: Field<number>; readonly protocol?: Field<string> }>): readonly number[] {
  return typeof given?.port === 'number' && (given.protocol ?? 'TCP') === 'TCP' ? [given.port] : [];
}

const isTargetOf = (pod: AppPod, metadata: ObjectManifest['metadata'], target: Field<{ readonly kind?: Field<string>; readonly name?: Field<string> }> | undefined) =>
  pod.kind === target?.kind && pod.name === target?.name && pod.namespace === text(metadata?.namespace);

const contentKey = (kind: unknown, namespace: string, name: string): string => `${text(kind)}/${namespace}/${name}`;

const labelKey = (namespace: string, [key, value]: readonly [string, unknown]): string => `${namespace}/${key}=${shown(value)}`;
