import { made, name, octal } from '../code';
import type { Idiom } from '../idiom';
import { callsOf, knownOperands } from '../only';
import { modeOf, ownerOf, writer } from '../owners';
import { type InVolume, placeOf, wholePlaceOf } from '../places';

/** `cp /config-map/redis.conf /etc/redis/`: files of a ConfigMap or a Secret that the app is to write. */
export const copyFiles: Idiom = (container, before) => {
  const calls = callsOf(container);
  if (!calls?.some(({ name: called }) => called === 'cp') || !calls.every(({ name: called }) => called === 'cp' || called === 'chown' || called === 'chmod')) return undefined;
  const operands = calls.map((call) => ({ called: call.name, words: knownOperands(call) }));
  if (operands.some(({ words }) => words === undefined)) return undefined;
  const copied = operands.filter(({ called }) => called === 'cp').flatMap(({ words }) => words!.slice(0, -1).map((from) => [placeOf(container, from), wholePlaceOf(container, words!.at(-1)!), words!.at(-1)!] as const));
  const [source, target] = copied[0] ?? [];
  if (!source || !target) return undefined;
  if (copied.some(([from, to]) => from?.volume.name !== source.volume.name || to?.volume.name !== target.volume.name)) return undefined;
  const { configMap, secret } = source.volume.source;
  const of = (configMap?.name ?? secret?.secretName) as string | undefined;
  if (of === undefined || configMap?.items || secret?.items || copied.some(([from]) => from!.below === '' || from!.below.includes('*') || from!.below.includes('/'))) return undefined;
  const owner = ownerOf(operands.find(({ called }) => called === 'chown')?.words![0]);
  const mode = modeOf(operands.find(({ called }) => called === 'chmod')?.words![0]);
  const user = owner?.owner ?? writer(container, before);
  const into = before.volume(target.volume.name);
  if (user === undefined || into === undefined || (mode !== undefined && (mode & 0o002) !== 0) || (mode === undefined && operands.some(({ called }) => called === 'chmod'))) return undefined;
  const files = copied.map(([from, to, path]) => [from!.below, placeIn(from!, to!, path)] as const);
  const isPlain = mode === undefined && files.every(([file, as]) => file === as);
  return {
    construct: 'CopyFiles',
    props: {
      from: made(configMap ? 'configMapFiles' : 'secretFiles', of),
      files: isPlain ? files.map(([file]) => file) : Object.fromEntries(files.map(([file, as]) => [
        file, { as: file === as ? undefined : as, mode: mode === undefined ? undefined : octal(mode) },
      ])),
      user, group: owner?.group, into: name(into),
    },
    gives: { volume: target.volume.name, handle: 'files' },
  };
};

/** Where a copy lies: `cp a DIRECTORY` keeps the name, `cp a b` does not. */
function placeIn({ below: file }: InVolume, { below }: InVolume, path: string): string {
  if (below === '') return file;
  return path.endsWith('/') || !/\.[a-z0-9]+$/i.test(below) ? `${below}/${file}` : below;
}
