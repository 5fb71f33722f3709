import { dependenciesOf } from '../declared/target';
import * as say from '../messages/plan';
import type { PodTemplate } from '../template/pod-template';
import type { StepSpec } from '../template/specs';

/** Words of a command or script of the user's: what follows `--` in the program's arguments. */
function wordsOf({ program: { parts, args } }: StepSpec): readonly string[] {
  if (!parts.includes('run')) return [];
  return args.slice(args.indexOf('--') + 1).filter((word): word is string => typeof word === 'string');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const names = (words: readonly string[], path: string): boolean => words.some((word) => new RegExp(`(^|[\\s"'=:,@<>(])${escaped(path)}(/|$|[\\s"',;)])`).test(word));

/** A step that names a path which another container mounts, and it does not: there it has what its image has, or nothing. */
function absentPaths(template: PodTemplate, step: StepSpec): readonly string[] {
  const words = wordsOf(step);
  if (words.length === 0) return [];
  const own = step.mounts.map(({ path }) => path);
  const isSeen = (path: string) => own.some((mount) => path === mount || path.startsWith(`${mount}/`) || mount.startsWith(`${path}/`));
  const others = [...template.steps, ...template.containers.values()].filter(({ name }) => name !== step.name);
  const mounted = others.flatMap(({ name, mounts }) => mounts.map(({ path }) => ({ name, path })));
  const told = new Map(mounted.filter(({ path }) => !isSeen(path) && names(words, path)).map(({ name, path }) => [path, name]));
  return [...told].map(([path, name]) => say.pathOfAnother(step.name, path, name));
}

const HOST = /(?:--host[= ]|--hostname[= ]|(?:postgres(?:ql)?|mysql|mariadb):\/\/(?:[^/@\s"']*@)?)([A-Za-z][A-Za-z0-9._-]*)/g;
const short = (host: string): string => host.toLowerCase().split('.')[0] as string;

/** A migration that names another host than those that the pod waits for. */
function otherHosts(template: PodTemplate, step: StepSpec): readonly string[] {
  if (step.kind !== 'RunMigration') return [];
  const waited = template.steps.slice(0, template.steps.indexOf(step)).flatMap(({ targets }) => dependenciesOf(targets).map(({ host }) => host));
  if (waited.length === 0) return [];
  const words = wordsOf(step);
  const pairs = words.flatMap((word, index) => (word === '--host' || word === '-h' ? [`--host=${words[index + 1] ?? ''}`] : [word]));
  const named = pairs.flatMap((word) => [...word.matchAll(HOST)].map(([, host]) => host as string));
  const others = new Set(named.filter((host) => !waited.some((one) => short(one) === short(host))));
  return [...others].map((host) => say.hostNotWaitedFor(step.name, host, waited));
}

/** Notes on what steps name and cannot have: paths of other containers, hosts that nobody waits for. */
export const absentNames = (template: PodTemplate): readonly string[] =>
  template.steps.flatMap((step) => [...absentPaths(template, step), ...otherHosts(template, step)]);
