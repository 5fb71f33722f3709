import { type ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { k8s } from 'cdk8s-plus-28';
import { assemble, type OwnInitContainers } from '../assembly/assemble';
import { FACTS_ANNOTATION } from '../declared/annotations';
import { refuse } from '../errors';
import { podOf, podPathOf } from '../manifest/pod-of';
import { type Container, list, type PodMetadata, type PodSpec } from '../manifest/types';
import { madeByLibrary, noPodIn } from '../messages/workload';
import { plainValue, sorted } from '../synth/late-patches';
import type { Completed } from '../synth/rolling';
import type { PodTemplate } from '../template/pod-template';
import { AdoptedContainer } from './adopted-container';
import type { Pods } from './attach';

/** What cdk8s keeps the patches of an object in; the same in every version from 2.68 on. */
interface Patched {
  readonly patches?: readonly unknown[];
}

/** A volume of cdk8s-plus renders itself by a method that is tagged as internal. */
interface RendersVolume {
  readonly name: string;
  _toKube(): k8s.Volume;
}

/**
 * The pods of an `ApiObject`: of YAML or a Helm chart that is included, or written with the classes of Kubernetes' own objects. No class of
 * cdk8s-plus makes them, so steps are put into what the object renders.
 */
export class ObjectPods implements Pods {
  readonly podMetadata: ApiObjectMetadataDefinition;
  readonly containers: (AdoptedContainer | kplus.Container)[];
  readonly initContainers: readonly AdoptedContainer[];
  /** The manifest as it was when steps were put on it, the object's own patches in it. */
  readonly manifest: object;
  private readonly added: kplus.Container[] = [];

  constructor(private readonly object: ApiObject) {
    const { kind } = object;
    this.manifest = object.toJson() as object;
    const { spec, metadata } = podOf(this.manifest);
    if (list(spec.containers).length === 0) refuse(object, 'adopt', noPodIn(kind), kind);
    if (metadata.annotations?.[FACTS_ANNOTATION] !== undefined) refuse(object, 'adopt', madeByLibrary, kind);
    this.containers = containersOf(spec.containers);
    this.initContainers = containersOf(spec.initContainers);
    // That of a Pod is that of its object.
    this.podMetadata = kind === 'Pod' ? object.metadata
      : new ApiObjectMetadataDefinition({ ...metadata as object, apiObject: object });
  }

  /** Adds a container beside those of the manifest. */
  addContainer(props: never): kplus.Container {
    const container = new kplus.Container(props);
    this.added.push(container);
    this.containers.push(container);
    return container;
  }

  /** What puts the steps of a template into the manifest. */
  completedBy(template: PodTemplate, own: OwnInitContainers): Completed {
    const ownPatches = (this.object as unknown as Patched).patches?.length ?? 0;
    return { ownPatches, complete: (manifest) => this.complete(manifest, template, own) };
  }

  private complete(manifest: object, template: PodTemplate, own: OwnInitContainers): object {
    const { spec } = podOf(manifest);
    const volumes: k8s.Volume[] = [...list(spec.volumes) as readonly k8s.Volume[], ...this.addedVolumes(spec)];
    const made = assemble(template, {
      spec: {
        ...spec,
        containers: [...list(spec.containers) as readonly k8s.Container[], ...this.added.map((container) => container._toKube() as k8s.Container)],
        ...(volumes.length > 0 ? { volumes } : {}),
      } as k8s.PodSpec,
      containers: this.containers, initContainers: this.initContainers, byHand: true,
    }, own);
    const plain = plainValue(made);
    const podSpec = process.env.CDK8S_DISABLE_SORT ? plain : sorted(plain);
    if (this.object.kind === 'Pod') return { ...manifest, spec: podSpec };
    const metadata = this.podMetadata.toJson() as PodMetadata | undefined;
    return within(manifest, podPathOf(this.object.kind), (pod) => ({ ...pod, ...(metadata === undefined ? {} : { metadata }), spec: podSpec }));
  }

  /** The volumes that containers mount which were added here, and that the manifest does not have. */
  private addedVolumes({ volumes }: PodSpec): readonly k8s.Volume[] {
    const known = new Set(list(volumes).map((volume) => volume?.name));
    const mounted = this.added.flatMap(({ mounts }) => mounts.map(({ volume }) => volume as unknown as RendersVolume));
    const missing = new Map(mounted.filter(({ name }) => !known.has(name)).map((volume) => [volume.name, volume]));
    return [...missing.values()].map((volume) => volume._toKube());
  }
}

const containersOf = (containers: PodSpec['containers']): AdoptedContainer[] =>
  list(containers).map((container) => new AdoptedContainer(container as Container));

/** An object with what stands at a place in it changed. */
function within(object: object, [first, ...rest]: readonly string[], change: (value: object) => object): object {
  if (first === undefined) return change(object);
  return { ...object, [first]: within((object as Readonly<Record<string, object>>)[first] ?? {}, rest, change) };
}
