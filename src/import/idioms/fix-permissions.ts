import { type CodeRecord, name, octal } from '../code';
import type { Idiom } from '../idiom';
import { callsOf, type Call } from '../only';
import { modeOf, ownerOf } from '../owners';
import { type InVolume, wholePlaceOf } from '../places';

const WORLD_WRITABLE = 0o002;
/** What kubelet sets on the directories of a volume with fsGroup. */
export const OF_FS_GROUP = 0o2770;
const CHANGES: ReadonlySet<string> = new Set(['chown', 'chmod', 'chgrp', 'find', 'mkdir']);

/** `chown -R 1000:1000 /data`, `chmod -R 770 /data`, and the `find … | xargs chown` of Bitnami's charts. */
export const fixPermissions: Idiom = (container, { volume }) => {
  const calls = callsOf(container);
  if (!calls?.some(({ name: called }) => called === 'chown' || called === 'chmod' || called === 'chgrp') || !calls.every((call) => CHANGES.has(call.name))) return undefined;
  const places = calls.flatMap((call) => pathsOf(call).map((path) => wholePlaceOf(container, path)));
  const [first] = places;
  if (!first || places.some((place) => place?.volume.name !== first.volume.name)) return undefined;
  const found = volume(first.volume.name);
  const ofRoot = calls.filter((call) => call.name !== 'chmod' || isTree(call) || pathsOf(call).every((path) => wholePlaceOf(container, path)!.below === ''));
  const asked = found === undefined ? undefined : askedBy(ofRoot, container.workload.pod.spec.securityContext?.fsGroup as number | undefined);
  if (!asked || Object.values(asked.props).every((one) => one === undefined)) return undefined;
  const left = calls.filter((call) => !ofRoot.includes(call)).flatMap(pathsOf);
  const below = (places as readonly InVolume[]).filter((place) => place.below !== '').map((place) => place.below);
  const made = calls.filter((call) => call.name === 'mkdir').flatMap(pathsOf).map((path) => wholePlaceOf(container, path)!.below).filter((path) => path !== '');
  return {
    construct: 'FixPermissions',
    props: { volume: name(found!), ...modesAsOctal(asked.props) },
    level: 'baseline',
    gives: { volume: first.volume.name, handle: 'volume' },
    todos: [
      ...(below.length > 0 ? [`the original changed only ${[...new Set(below)].join(', ')} in the volume: this changes all of it`] : []),
      ...(made.length > 0 ? [`the original made ${[...new Set(made)].join(', ')}: if the app does not do so itself, add MakeDirectories before this step`] : []),
      ...(left.length > 0 ? [`the original set a mode of its own for ${left.join(', ')}: MakeDirectories can say it`] : []),
      ...(asked.wasOpen ? ['the original let everybody write; this lets owner and group write: check that the app is one of them'] : []),
    ],
  };
};

const modesAsOctal = ({ directoryMode, fileMode, ...owner }: Asked['props']): CodeRecord => ({
  ...owner,
  ...(directoryMode === undefined ? {} : { directoryMode: octal(directoryMode) }), ...(fileMode === undefined ? {} : { fileMode: octal(fileMode) }),
});

const isTree = ({ args }: Call): boolean => args.some(({ text }) => /^-[a-zA-Z]*R/.test(text));

/** The paths that a call changes, as far as they are known. */
function pathsOf({ name: called, args }: Call): readonly string[] {
  const words = args.filter(({ text }, index) => !text.startsWith('-') && !(called === 'mkdir' && /^-[pv]*m$/.test(args[index - 1]?.text ?? ''))).map(({ text }) => text);
  if (called === 'mkdir') return words;
  if (called === 'find') return words.slice(0, Math.max(1, args.findIndex(({ text }) => /^[-(!]/.test(text))));
  return words.slice(1);
}

interface Asked {
  readonly props: { readonly owner?: number; readonly group?: number; readonly directoryMode?: number; readonly fileMode?: number };
  readonly wasOpen: boolean;
}

/** What the calls ask of the volume together; undefined where one is not understood. */
function askedBy(calls: readonly Call[], fsGroup: number | undefined): Asked | undefined {
  let asked: Asked = { props: {}, wasOpen: false };
  for (const call of calls) {
    const { name: called, args } = call;
    const [value] = args.filter(({ text }) => !text.startsWith('-')).map(({ text }) => text);
    if (called === 'chown' || called === 'chgrp') {
      const owner = ownerOf(called === 'chgrp' ? `:${value}` : value);
      if (!owner) return undefined;
      // kubelet gives the volume back to the group of the pod before every start.
      asked = { ...asked, props: { ...asked.props, ...owner, ...(fsGroup === undefined ? {} : { group: fsGroup }) } };
    }
    if (called === 'chmod') {
      const mode = modeOf(value);
      if (mode === undefined) return undefined;
      const closed = mode & ~WORLD_WRITABLE;
      const directoryMode = fsGroup === undefined ? closed : closed | OF_FS_GROUP;
      asked = { props: { ...asked.props, directoryMode, ...(isTree(call) ? { fileMode: closed } : {}) }, wasOpen: asked.wasOpen || mode !== closed };
    }
    // What find does itself is not looked at.
    if (called === 'find' && args.some(({ text }) => text === '-delete' || text.startsWith('-exec'))) return undefined;
  }
  return asked;
}
