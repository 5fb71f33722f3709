import { ApiObject, type ApiObjectMetadataDefinition, Chart, Names } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import type { KplusContainer, KplusContainerProps, KplusWorkload } from '../cdk8s-plus';
import { ANNOTATION_PREFIX } from '../declared/annotations';
import { refuse } from '../errors';
import { assemble, type OwnInitContainers } from '../assembly/assemble';
import { finishedAnnotations } from '../assembly/facts';
import { annotationKey } from '../messages/annotations';
import { noContainers } from '../messages/workload';
import type { PodTemplate } from '../template/pod-template';
import type { ContainerSpec } from '../template/specs';
import { metadataOf, ownMetadataOf } from '../synth/render-object';
import { registerContainer } from '../template/template-of';
import { placeFaults, placeFaultsOfContainer } from './kplus-faults';

/** The method that cdk8s-plus renders pods with; the same in every version from 2.3 on, tagged as internal there. */
interface RendersPods {
  _toPodSpec(): kplus.k8s.PodSpec;
}

/**
 * Makes the pods of a cdk8s-plus workload those of a template. This file is the only one that changes such an object: its
 * method is wrapped on the instance, so what people do to the object before or after still counts.
 */
export function attach(workload: KplusWorkload, template: PodTemplate, own: OwnInitContainers): void {
  const renders = workload as unknown as RendersPods;
  const original = renders._toPodSpec.bind(workload);
  placeFaults(workload, template.path);
  renders._toPodSpec = () => {
    for (const container of [...workload.initContainers, ...workload.containers]) placeFaultsOfContainer(container, template.path);
    if (workload.containers.length === 0) refuse(template.path, 'no-containers', noContainers(template.id));
    return assemble(template, {
      spec: original(), containers: workload.containers, initContainers: workload.initContainers,
    }, own);
  };
  bind(ApiObject.of(workload), workload, template, own);
}

/** The pods of an object, as far as a template is attached to them: those of a workload of cdk8s-plus, or of a manifest. */
export interface Pods {
  readonly containers: readonly KplusContainer[];
  readonly initContainers: readonly KplusContainer[];
  readonly podMetadata: ApiObjectMetadataDefinition;
  addContainer(props: never): KplusContainer;
}

/** Binds a template to the pods of an object. */
export function bind(object: ApiObject, pods: Pods, template: PodTemplate, own: OwnInitContainers): void {
  const podMetadata = annotateWhenRendered(pods, template);
  // That of a Pod is that of its pods: what is annotated when all is known is made of what is asked here.
  const metadata = () => (object.metadata === pods.podMetadata ? podMetadata() : metadataOf(object.metadata)) as Annotated;
  const isApp = (container: object) => pods.containers.includes(container as kplus.Container);
  template.bind({
    ownsContainer: (container) => isApp(container) || pods.initContainers.includes(container as kplus.Container),
    startsAfterSteps: (container) => isApp(container) || own === 'after',
    chart: Names.toDnsLabel(Chart.of(object)),
    annotations: () => metadata()?.annotations ?? NONE,
    podAnnotations: () => (podMetadata() as Annotated)?.annotations ?? NONE,
    annotate: (name, value) => annotate(pods, template.path, name, value),
  });
}

type Annotated = { readonly annotations?: Readonly<Record<string, string>> } | undefined;

/** What is known only when nothing more is declared is annotated by what renders the metadata of the pods; returns what gives them without. */
function annotateWhenRendered({ podMetadata }: Pods, template: PodTemplate): () => unknown {
  // Somebody may have put a method of their own onto it before.
  const original = Object.prototype.hasOwnProperty.call(podMetadata, 'toJson') ? podMetadata.toJson.bind(podMetadata) : () => ownMetadataOf(podMetadata);
  podMetadata.toJson = () => {
    // First: the deadlines of waits are known only now, and stand in their annotations.
    const finished = finishedAnnotations(template);
    const metadata = original() as Annotated;
    return Object.keys(finished).length === 0 ? metadata : { ...metadata, annotations: { ...metadata?.annotations, ...finished } };
  };
  return original;
}

const NONE: Readonly<Record<string, string>> = Object.freeze({});

const LONGEST_ANNOTATION_NAME = 63;

/** Writes an annotation of the library onto the pods of a workload. */
export function annotate(pods: Pods, at: string, name: string, value: string): void {
  const key = `${ANNOTATION_PREFIX}${name}`;
  if (name.length > LONGEST_ANNOTATION_NAME) refuse(at, 'annotation-keys', annotationKey(key));
  pods.podMetadata.addAnnotation(key, value);
}

/** Adds a container of ours to the pods, so that cdk8s-plus knows its ports, probes and name. */
export function addContainer(
  pods: Pods, template: PodTemplate, spec: ContainerSpec, props: KplusContainerProps,
): kplus.Container {
  template.checkFree(spec);
  // An object of another version takes and gives what that of the peer does.
  const container = pods.addContainer(props as never) as kplus.Container;
  template.claimName(spec.path, spec.name);
  template.addContainer(container, spec);
  registerContainer(container, template);
  return container;
}
