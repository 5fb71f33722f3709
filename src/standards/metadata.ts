import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ANNOTATION_PREFIX, OWNER_ANNOTATION } from '../checks/annotations';
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
      stampObjects(root, root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct)));
      return [];
    },
  });
}

/** Gives the objects of a tree their labels and annotations; twice does the same as once. */
export function stampObjects(root: IConstruct, objects: readonly ApiObject[]): void {
  if (!stamped.has(root)) return;
  for (const object of objects) stampObject(standardsAt(object), object.kind, object.metadata);
}

/** Gives one object what standards say of its kind. */
export function stampObject(standards: Standards, kind: string, metadata: Metadata): void {
  stamp(metadata, remembered(standards, kind, () => ({
    labels: valuesOf(standards.labels),
    annotations: { ...annotationsOf(standards, '*', kind), ...ownerOf(standards) },
  })));
}

/** Gives pods, or a pod template, what standards say of pods. */
export function stampPods(standards: Standards, metadata: Metadata): void {
  stamp(metadata, remembered(standards, PODS, () => ({
    labels: valuesOf(standards.labels),
    annotations: { ...annotationsOf(standards, PODS), ...ownerOf(standards), ...meshAnnotations(standards) },
  })));
}

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
