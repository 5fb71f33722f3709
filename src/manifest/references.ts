import { GROUPS, placeOf } from './containers';
import { type Container, type Field, isSet, list, type NamedWhole, type PodSpec, text } from './types';

/** What a pod takes of one ConfigMap, Secret or claim. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim';
  /** The name of the object, in the namespace of the pod. */
  readonly name: string;
  /** The keys; undefined where all are meant. */
  readonly keys: readonly string[] | undefined;
  /** True where the pod starts without them. */
  readonly optional: boolean;
  /** Where in the pod, such as `containers[app].env[DB_PASSWORD]`. */
  readonly where: string;
}

interface Projection {
  readonly name?: Field<string>;
  readonly secretName?: Field<string>;
  readonly optional?: Field<boolean>;
  readonly items?: Field<ReadonlyArray<{ readonly key?: Field<string> }>>;
}

interface Source {
  readonly configMap?: Field<Projection>;
  readonly secret?: Field<Projection>;
}

interface VolumeSources extends Source {
  readonly persistentVolumeClaim?: Field<{ readonly claimName?: Field<string> }>;
  readonly projected?: Field<{ readonly sources?: Field<readonly Source[]> }>;
}

/** All that a pod takes of ConfigMaps, Secrets and claims, by its volumes and its environment. */
export function referencesOf(spec: PodSpec): readonly Reference[] {
  const before = known.get(spec);
  if (before) return before;
  const found: Reference[] = [];
  for (const volume of list(spec.volumes)) {
    const { configMap, secret, projected, persistentVolumeClaim: claim } = (volume ?? {}) as VolumeSources;
    const where = `volumes[${text(volume?.name)}]`;
    project(found, 'ConfigMap', configMap, where);
    project(found, 'Secret', secret, where);
    if (isSet(claim)) found.push({ kind: 'PersistentVolumeClaim', name: text(claim.claimName), keys: undefined, optional: false, where });
    for (const source of list(projected?.sources)) {
      project(found, 'ConfigMap', source?.configMap, where);
      project(found, 'Secret', source?.secret, where);
    }
  }
  for (const group of GROUPS) {
    list(spec[group]).forEach((container, index) => {
      if (isSet(container)) readByEnvironment(found, container, () => placeOf(group, index, text(container.name)));
    });
  }
  known.set(spec, found);
  return found;
}

/** The hash of a configuration, and the rules of an app, ask the same of a pod. */
const known = new WeakMap<PodSpec, readonly Reference[]>();

function project(found: Reference[], kind: Reference['kind'], projection: Field<Projection>, where: string): void {
  if (!isSet(projection)) return;
  const keys = list(projection.items).map((item) => text(item?.key));
  const name = text(projection.name) || text(projection.secretName);
  if (name !== '') found.push({ kind, name, keys: keys.length > 0 ? keys : undefined, optional: projection.optional === true, where });
}

function readByEnvironment(found: Reference[], { env, envFrom }: Container, place: () => string): void {
  for (const from of list(envFrom)) {
    const whole = (kind: Reference['kind'], ref: Field<NamedWhole>) => {
      const name = text(ref?.name);
      if (name !== '') found.push({ kind, name, keys: undefined, optional: ref?.optional === true, where: `${place()}.envFrom` });
    };
    whole('ConfigMap', from?.configMapRef);
    whole('Secret', from?.secretRef);
  }
  for (const variable of list(env)) {
    if (!isSet(variable?.valueFrom)) continue;
    const { configMapKeyRef, secretKeyRef } = variable.valueFrom;
    const key = isSet(configMapKeyRef) ? configMapKeyRef : secretKeyRef;
    if (!isSet(key) || text(key.name) === '') continue;
    found.push({
      kind: isSet(configMapKeyRef) ? 'ConfigMap' : 'Secret', name: text(key.name), keys: [text(key.key)], optional: key.optional === true,
      where: `${place()}.env[${text(variable.name)}]`,
    });
  }
}
