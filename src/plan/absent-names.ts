import { dependenciesOf } from '../declared/target';
import * as say from '../messages/plan';
import type { DescribedPod, DescribedStep } from './described';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const names = (words: readonly string[], path: string): boolean => words.some((word) => new RegExp(`(^|[\\s"'=:,@<>(])${escaped(path)}(/|$|[\\s"',;)])`).test(word));

/** A step that names a path which another container mounts, and it does not: there it has what its image has, or nothing. */
function absentPaths({ initContainers, containers }: DescribedPod, { name: step, words, mounts }: DescribedStep): readonly string[] {
  if (words.length === 0) return [];
  const own = mounts.map(({ path }) => path);
  const isSeen = (path: string) => own.some((mount) => path === mount || path.startsWith(`${mount}/`) || mount.startsWith(`${path}/`));
  const others = [...initContainers, ...containers].filter(({ name }) => name !== step);
  const mounted = others.flatMap((container) => container.mounts.map(({ path }) => ({ name: container.name, path })));
  const told = new Map(mounted.filter(({ path }) => !isSeen(path) && names(words, path)).map(({ name, path }) => [path, name]));
  return [...told].map(([path, name]) => say.pathOfAnother(step, path, name));
}

const HOST = /(?:--host[= ]|--hostname[= ]|(?:postgres(?:ql)?|mysql|mariadb):\/\/(?:[^/@\s"']*@)?)([A-Za-z][A-Za-z0-9._-]*)/g;
const short = (host: string): string => host.toLowerCase().split('.')[0] as string;

/** A migration that names another host than those that the pod waits for. */
function otherHosts({ steps }: DescribedPod, { name, facts: { kind }, words }: DescribedStep, turn: number): readonly string[] {
  if (kind !== 'RunMigration') return [];
  const waited = steps.slice(0, turn).flatMap(({ facts: { waitsFor = [] } }) => dependenciesOf(waitsFor).map(({ host }) => host));
  if (waited.length === 0) return [];
  const pairs = words.flatMap((word, index) => (word === '--host' || word === '-h' ? [`--host=${words[index + 1] ?? ''}`] : [word]));
  const named = pairs.flatMap((word) => [...word.matchAll(HOST)].map(([, host]) => host as string));
  const others = new Set(named.filter((host) => !waited.some((one) => short(one) === short(host))));
  return [...others].map((host) => say.hostNotWaitedFor(name, host, waited));
}

/** Notes on names that steps use but cannot reach: paths of other containers, hosts that no step waits for. */
export const absentNames = (pod: DescribedPod): readonly string[] =>
  pod.steps.flatMap((step, turn) => [...absentPaths(pod, step), ...otherHosts(pod, step, turn)]);
