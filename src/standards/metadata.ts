import { type ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ANNOTATION_PREFIX, OWNER_ANNOTATION } from '../declared/annotations';
import { apiObjects, manifestOf } from '../api-objects';
import { podOf, podPathOf } from '../manifest/pod-of';
import { list, type PodMetadata } from '../manifest/types';
import { meshAnnotations } from './mesh';
import { type Standards, standardsAt } from './standards';

/** Metadata of cdk8s: labels and annotations are added, and can be read as JSON. */
interface Metadata {
  addLabel(key: string, value: string): void;
  addAnnotation(key: string, value: string): void;
  toJson(): { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> } | undefined;
}

const OWNER = `${ANNOTATION_PREFIX}${OWNER_ANNOTATION}`;
const stamped = new WeakSet<IConstruct>();

/** Sees to it that every object of a tree gets what standards say of its metadata, before anything is rendered. */
export function stampObjectsOf(root: IConstruct): void {
  if (stamped.has(root)) return;
  stamped.add(root);
  root.node.addValidation({
    validate: () => {
      stampObjects(root, apiObjects(root.node.findAll()));
      return [];
    },
  });
}

/** Gives the objects of a tree their labels and annotations; twice does the same as once. */
export function stampObjects(root: IConstruct, objects: readonly ApiObject[]): void {
  if (!stamped.has(root)) return;
  for (const object of objects) {
    const standards = standardsAt(object);
    stampObject(standards, object.kind, object.metadata);
    stampPodsOf(object, standards);
  }
}

/** Gives one object what standards say of its kind. */
function stampObject(standards: Standards, kind: string, metadata: Metadata): void {
  stamp(metadata, remembered(standards, kind, () => ({
    labels: valuesOf(standards.labels),
    annotations: { ...annotationsOf(standards, '*', kind), ...ownerOf(standards) },
  })));
}

/** Gives pods, or a pod template, what standards say of pods. */
export function stampPods(standards: Standards, metadata: Metadata): void {
  stamp(metadata, podStamp(standards));
}

const podStamp = (standards: Standards): Stamp | undefined => remembered(standards, PODS, () => ({
  labels: valuesOf(standards.labels),
  annotations: { ...annotationsOf(standards, PODS), ...ownerOf(standards), ...meshAnnotations(standards) },
}));

/** Gives the pods of any object what standards say of pods: through cdk8s-plus where it made the object, else by a JSON patch. */
function stampPodsOf(object: ApiObject, standards: Standards): void {
  const given = podStamp(standards);
  if (!given || WITHOUT_PODS.has(object.kind)) return;
  const { podMetadata } = (object.node.scope ?? {}) as { readonly podMetadata?: Metadata };
  if (podMetadata) stamp(podMetadata, given);
  else if (object.kind === 'Pod') stamp(object.metadata, given);
  else patchPods(object, given);
}

/** Kinds that charts are made of most, and that have no pods: what is rendered to look for some is rendered twice. */
const WITHOUT_PODS: ReadonlySet<string> = new Set([
  'ConfigMap', 'Ingress', 'Namespace', 'NetworkPolicy', 'PersistentVolumeClaim', 'Role', 'RoleBinding', 'Secret', 'ServiceAccount',
]);

/** No kind of object, which begin with a capital letter. */
const PODS = 'pods';

type Values = Readonly<Record<string, string>>;

/** What objects of one kind are given. */
interface Stamp {
  readonly labels: Values;
  readonly annotations: Values;
}

/** Thousands of objects share their standards: what is put on a kind is worked out once; nothing where it is nothing. */
const stamps = new WeakMap<Standards, Map<string, Stamp | undefined>>();

function remembered(standards: Standards, kind: string, make: () => Stamp): Stamp | undefined {
  const known = stamps.get(standards) ?? new Map<string, Stamp | undefined>();
  stamps.set(standards, known);
  if (!known.has(kind)) {
    const made = make();
    known.set(kind, isEmpty(made.labels) && isEmpty(made.annotations) ? undefined : made);
  }
  return known.get(kind);
}

const isEmpty = (values: Values): boolean => Object.keys(values).length === 0;

/** From the farthest standard to the nearest, and in each from all kinds to one. */
const annotationsOf = ({ annotations }: Standards, ...kinds: readonly string[]): Values =>
  Object.assign({}, ...annotations.flatMap(({ value }) => kinds.map((kind) => value[kind] ?? {})));

/** The annotations that standards have for an object of a kind. */
export const annotationsOfKind = (standards: Standards, kind: string): Values =>
  (standards.annotations.length === 0 ? NO_VALUES : annotationsOf(standards, '*', kind));

const NO_VALUES: Values = Object.freeze({});

const ownerOf = ({ owner }: Standards): Values => (owner ? { [OWNER]: owner.value } : {});

const valuesOf = (asked: Readonly<Record<string, { readonly value: string }>>): Values =>
  Object.fromEntries(Object.entries(asked).map(([key, { value }]) => [key, value]));

/** What an object has of its own stays. */
function stamp(metadata: Metadata, given: Stamp | undefined): void {
  if (!given) return;
  const own = metadata.toJson();
  for (const [key, value] of Object.entries(given.labels)) if (own?.labels?.[key] === undefined) metadata.addLabel(key, value);
  for (const [key, value] of Object.entries(given.annotations)) if (own?.annotations?.[key] === undefined) metadata.addAnnotation(key, value);
}

/** Patches the pod template of an object that was written by hand or imported, after what others patch. */
function patchPods(object: ApiObject, given: Stamp): void {
  const found = podTemplateOf(object);
  if (!found) return;
  const { at, metadata } = found;
  const missing = (['labels', 'annotations'] as const).flatMap((field) => {
    const own = metadata?.[field];
    const add = Object.entries(given[field]).filter(([key]) => own?.[key] === undefined);
    return own || add.length === 0
      ? add.map(([key, value]) => JsonPatch.add(`${at}/metadata/${field}/${key.replace('/', '~1')}`, value))
      : [JsonPatch.add(`${at}/metadata/${field}`, Object.fromEntries(add))];
  });
  if (missing.length > 0) object.addJsonPatch(...(metadata ? [] : [JsonPatch.add(`${at}/metadata`, {})]), ...missing);
}

interface PodTemplateFound {
  /** Where it stands, as JSON patches write it. */
  readonly at: string;
  readonly metadata: PodMetadata | undefined;
}

/** The pod template of an object, as it will be written; the code that renders everything reports what cannot be rendered. */
function podTemplateOf(object: ApiObject): PodTemplateFound | undefined {
  const manifest = manifestOf(object);
  if (manifest === undefined || list(podOf(manifest).spec.containers).length === 0) return undefined;
  const path = podPathOf(object.kind);
  const template = path.reduce<unknown>((within, key) => (within as Record<string, unknown>)[key], manifest) as { readonly metadata?: PodMetadata };
  return { at: `/${path.join('/')}`, metadata: template.metadata ?? undefined };
}
