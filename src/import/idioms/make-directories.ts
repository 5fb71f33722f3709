import { name, octal } from '../code';
import type { Idiom } from '../idiom';
import { callsOf, knownOperands } from '../only';
import { modeOf, ownerOf, writer } from '../owners';
import { wholePlaceOf } from '../places';
import { OF_FS_GROUP } from './fix-permissions';

/** `mkdir -p /data/uploads`, with the chown and chmod of what it made. */
export const makeDirectories: Idiom = (container, before) => {
  const calls = callsOf(container);
  if (!calls?.some(({ name: called }) => called === 'mkdir') || !calls.every(({ name: called }) => called === 'mkdir' || called === 'chown' || called === 'chmod')) return undefined;
  const operands = calls.map((call) => ({ called: call.name, words: knownOperands(call) }));
  if (operands.some(({ words }) => words === undefined)) return undefined;
  const made = operands.filter(({ called }) => called === 'mkdir').flatMap(({ words }) => words!);
  const places = made.map((path) => wholePlaceOf(container, path));
  const [first] = places;
  if (!first || places.some((place) => place?.volume.name !== first.volume.name || place.below === '')) return undefined;
  const changed = operands.filter(({ called }) => called !== 'mkdir');
  if (changed.some(({ words }) => words!.slice(1).some((path) => !made.includes(path.replace(/\/$/, ''))))) return undefined;
  const owner = ownerOf(changed.find(({ called }) => called === 'chown')?.words![0]);
  const user = owner?.owner ?? writer(container, before);
  const volume = before.volume(first.volume.name);
  if (user === undefined || user === 0 || volume === undefined) return undefined;
  const fsGroup = container.workload.pod.spec.securityContext?.fsGroup as number | undefined;
  const modes = new Map(changed.filter(({ called }) => called === 'chmod').flatMap(({ words }) => words!.slice(1).map((path) => [path, modeOf(words![0])] as const)));
  if ([...modes.values()].some((mode) => mode === undefined || (mode & 0o002) !== 0)) return undefined;
  const directories = places.map((place) => place!.below);
  return {
    construct: 'MakeDirectories',
    props: {
      volume: name(volume), user, group: fsGroup === undefined ? owner?.group : undefined,
      directories: modes.size === 0 ? directories : Object.fromEntries(made.map((path, index) => [
        directories[index]!, octal((modes.get(path) ?? 0o755) | (fsGroup === undefined ? 0 : OF_FS_GROUP)),
      ])),
    },
    gives: { volume: first.volume.name, handle: 'volume' },
  };
};
