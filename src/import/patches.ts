import { changes } from './differences';
import { podOf } from '../manifest/pod-of';
import { isEqual } from './equal';
import type { ImportedWorkload, Json } from './read';

/** One operation of a JSON patch. */
export interface Patch {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

/**
 * How an init container stands in the code: as a construct that does the same; as a construct around the tool that it ran; as it was but run by
 * the library; or as it was.
 */
export type ImportedForm = 'construct' | 'tool' | 'run' | 'as it was';

/** What makes the manifest of the code that of the input again, where the code cannot say it: all but what the steps replace. */
export function patchesOf({ manifest, pod, podPath }: ImportedWorkload, output: Json, forms: ReadonlyMap<string, ImportedForm>): readonly Patch[] {
  const made: Json = podOf(output);
  const root = podPath.map((key) => `/${key}`).join('');
  const isPod = podPath.length === 0;
  const [{ metadata, ...rest }, { metadata: madeMetadata, ...madeRest }] = [without(manifest, podPath), without(output, podPath)];
  return [
    ...metadataPatches('/metadata', metadata, madeMetadata),
    ...fieldPatches('', isPod ? {} : rest, isPod ? {} : madeRest, isPod ? '' : 'spec'),
    ...(isPod ? [] : metadataPatches(`${root}/metadata`, pod.metadata, made.metadata)),
    ...podPatches(`${root}/spec`, pod.spec, made.spec, forms),
  ];
}

/** A manifest without its pod template. */
function without(manifest: Json, [key, ...path]: readonly string[]): Json {
  if (key === undefined) return { metadata: manifest.metadata };
  if (path.length === 0) return Object.fromEntries(Object.entries(manifest).filter(([one]) => one !== key));
  return { ...manifest, [key]: without(manifest[key] ?? {}, path) };
}

const OURS = 'cdk8s-prelude/';

function metadataPatches(root: string, was: Json = {}, is: Json = {}): readonly Patch[] {
  const maps = ['labels', 'annotations'].flatMap((key) => {
    const [before, after] = [was[key] as Json ?? {}, is[key] as Json ?? {}];
    if (Object.keys(before).length > 0 && !is[key]) return [{ op: 'add', path: `${root}/${key}`, value: before } as const];
    return [
      ...Object.keys(after).filter((one) => !(one in before) && !one.startsWith(OURS) && !one.startsWith('cdk8s.io/')).map((one) => remove(`${root}/${key}/${pointer(one)}`)),
      ...Object.entries(before).flatMap(([one, value]) => put(`${root}/${key}/${pointer(one)}`, value, after[one])),
    ];
  });
  const [others, madeOthers] = [was, is].map(({ labels: _labels, annotations: _annotations, ...rest }) => rest);
  return [...maps, ...fieldPatches(root, others!, madeOthers!, 'metadata')];
}

/** Fields of maps; lists and texts are put as a whole. */
function fieldPatches(root: string, was: Json, is: Json, path: string): readonly Patch[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key): readonly Patch[] => {
    const [before, after] = [was[key], is[key]] as readonly unknown[];
    const at = `${root}/${pointer(key)}`;
    const changed = changes(before, after, path === '' ? key : `${path}.${key}`, [was, is]).filter((one) => !one.isDefault);
    if (changed.length === 0) return [];
    if (after === undefined) return [{ op: 'add', path: at, value: before }];
    if (before === undefined) return [remove(at)];
    return isMap(before) && isMap(after) && !WHOLE.has(key) ? fieldPatches(at, before, after, `${path}.${key}`) : [{ op: 'replace', path: at, value: before }];
  });
}

/** What people read and change as one. */
const WHOLE: ReadonlySet<string> = new Set(['securityContext', 'resources']);

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What of a pod is no list of containers or volumes, and then these. */
function podPatches(root: string, was: Json, is: Json, forms: ReadonlyMap<string, ImportedForm>): readonly Patch[] {
  const keep = ['containers', 'initContainers', 'volumes', 'enableServiceLinks'];
  const [before, after] = [was, is].map((spec) => Object.fromEntries(Object.entries(spec).filter(([key]) => !keep.includes(key))));
  return [
    ...fieldPatches(root, before!, after!, 'spec'),
    ...volumePatches(root, was.volumes ?? [], is.volumes, forms, was),
    ...(was.containers as Json[]).flatMap((container, index) => containerPatches(`${root}/containers/${index}`, container, is.containers[index])),
    ...initContainerPatches(`${root}/initContainers`, was.initContainers ?? [], is.initContainers, forms),
  ];
}

function volumePatches(
  root: string, was: readonly Json[], is: readonly Json[] | undefined, forms: ReadonlyMap<string, ImportedForm>, spec: Json,
): readonly Patch[] {
  const stays = (volume: Json) => mountedBy(spec, volume.name).some((container) => (forms.get(container) ?? 'as it was') !== 'construct')
    || mountedBy(spec, volume.name).length === 0 || is?.some(({ name }) => name === volume.name);
  const wanted = was.filter(stays);
  if (wanted.length === 0) return [];
  const there = is ?? [];
  return [
    ...(is ? [] : [{ op: 'add', path: `${root}/volumes`, value: [] } as const]),
    ...wanted.flatMap((volume): readonly Patch[] => {
      const index = there.findIndex(({ name }) => name === volume.name);
      if (index < 0) return [{ op: 'add', path: `${root}/volumes/-`, value: volume }];
      const differs = changes(volume, there[index], 'spec.volumes').some((one) => !one.isDefault);
      return differs ? [{ op: 'replace', path: `${root}/volumes/${index}`, value: volume }] : [];
    }),
  ];
}

const mountedBy = ({ initContainers = [], containers = [] }: Json, volume: string): readonly string[] => [...initContainers, ...containers]
  .filter(({ volumeMounts = [], volumeDevices = [] }: Json) => [...volumeMounts, ...volumeDevices].some((mount: Json) => mount.name === volume))
  .map(({ name }: Json) => name as string);

const containerPatches = (root: string, was: Json, is: Json | undefined): readonly Patch[] =>
  (is === undefined ? [] : fieldPatches(root, was, is, 'spec.containers[]'));

/** Init containers that stay keep what they have; those that nobody could write as code are put where they stood. */
function initContainerPatches(
  root: string, was: readonly Json[], is: readonly Json[] | undefined, forms: ReadonlyMap<string, ImportedForm>,
): readonly Patch[] {
  const names = (is ?? []).map(({ name }) => name as string);
  const patches: Patch[] = [];
  for (const [index, container] of was.entries()) {
    const form = forms.get(container.name);
    const there = is?.find(({ name }) => name === container.name);
    if ((form === 'run' || form === 'tool') && there) patches.push(...runPatches(`${root}/${names.indexOf(container.name)}`, container, there));
    if (form !== 'as it was') continue;
    const before = was.slice(0, index).map(({ name }) => names.lastIndexOf(name as string));
    const at = Math.max(-1, ...before) + 1;
    if (names.length === 0) patches.push({ op: 'add', path: root, value: [] });
    patches.push({ op: 'add', path: `${root}/${at}`, value: container });
    names.splice(at, 0, container.name);
  }
  return patches;
}

/** Of what the library runs, the command and its arguments are the library's, and what it brings for them. */
function runPatches(root: string, original: Json, output: Json): readonly Patch[] {
  const { command: _c, args: _a, env = [], volumeMounts = [], ...was } = original;
  const { command: _command, args: _args, env: madeEnv = [], volumeMounts: madeMounts = [], ...is } = output;
  const ours = (madeEnv as Json[]).filter(({ name }) => String(name).startsWith('PRELUDE_'));
  const wanted = [...env, ...ours];
  const missing = (volumeMounts as Json[]).filter((mount) => !(madeMounts as Json[]).some((one) => one.mountPath === mount.mountPath));
  return [
    ...fieldPatches(root, was, is, 'spec.initContainers[]'),
    ...(isEqual(sorted(wanted), sorted(madeEnv)) ? [] : put(`${root}/env`, wanted, madeEnv.length > 0 ? madeEnv : undefined)),
    ...missing.map((mount) => ({ op: 'add', path: `${root}/volumeMounts/-`, value: mount }) as const),
  ];
}

const sorted = (env: readonly Json[]): readonly Json[] => [...env].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));

const remove = (path: string): Patch => ({ op: 'remove', path });
const put = (path: string, value: unknown, there: unknown): readonly Patch[] =>
  (JSON.stringify(value) === JSON.stringify(there) ? [] : [{ op: there === undefined ? 'add' : 'replace', path, value }]);
const pointer = (key: string): string => key.replace(/~/g, '~0').replace(/\//g, '~1');

