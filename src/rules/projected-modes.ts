import { DECIMAL } from '../checks/modes';
import type { PlacedContainer } from '../manifest/containers';
import { type Field, isSet, list, text, type Volume } from '../manifest/types';
import { decimalMode, notReadable, writableForEveryone } from '../messages/projected-modes';
import type { CheckedPod, LibraryRule, Report } from './rule';

interface Items {
  readonly items?: Field<ReadonlyArray<Field<{ readonly key?: Field<string>; readonly path?: Field<string>; readonly mode?: unknown }>>>;
}
interface Source extends Items {
  readonly defaultMode?: unknown;
  readonly sources?: Field<ReadonlyArray<Field<Readonly<Record<string, Field<Items>>>>>>;
}

/** A mode, and where it stands in the volume. */
interface PlacedMode {
  readonly field: string;
  readonly mode: number;
}

const KINDS = ['secret', 'configMap', 'projected', 'downwardAPI'] as const;

export const projectedModes: LibraryRule = {
  id: 'projected-modes',
  title: 'Files of Secrets and ConfigMaps have modes that their readers can read and not everyone can write',
  why: 'The program ends with "permission denied", or refuses a key that others could change.',
  see: 'https://kubernetes.io/docs/concepts/storage/projected-volumes/',
  check(pod, report) {
    for (const volume of list(pod.spec.volumes)) {
      const modes = isSet(volume) ? modesOf(volume) : [];
      if (modes.length > 0) checkVolume(pod, text(volume?.name), modes, report);
    }
  },
};

function modesOf(volume: Volume): readonly PlacedMode[] {
  const kind = KINDS.find((one) => isSet(volume[one] as Field<object>));
  if (kind === undefined) return [];
  const source = volume[kind] as Source;
  const sources = list(source.sources).flatMap((one, index) =>
    KINDS.flatMap((key) => modesOfItems(`${kind}.sources[${index}].${key}`, isSet(one?.[key]) ? one[key] : {})));
  return [...placed(`${kind}.defaultMode`, source.defaultMode), ...modesOfItems(kind, source), ...sources];
}

const modesOfItems = (at: string, { items }: Items): readonly PlacedMode[] =>
  list(items).flatMap((item) => placed(`${at}.items[${text(item?.key) || text(item?.path)}].mode`, item?.mode));

const placed = (field: string, mode: unknown): readonly PlacedMode[] => (typeof mode === 'number' ? [{ field, mode }] : []);

function checkVolume(pod: CheckedPod, volume: string, modes: readonly PlacedMode[], report: Report): void {
  for (const { field, mode } of modes) {
    const where = `volumes[${volume}].${field}`;
    if (DECIMAL.has(mode)) report({ where, sentence: decimalMode(volume, mode), given: String(mode) });
    else if ((mode & 0o002) !== 0) report({ where, sentence: writableForEveryone(volume, mode), given: String(mode) });
  }
  const narrow = modes.find(({ field, mode }) => field.endsWith('.defaultMode') && (mode & 0o004) === 0);
  if (!narrow || typeof pod.spec.securityContext?.fsGroup === 'number') return;
  for (const container of pod.containers) {
    const mount = list(container.json.volumeMounts).find((one) => one?.name === volume);
    const user = strangerTo(pod, container, narrow.mode);
    if (mount && user !== undefined) report({ where: container.at(`volumeMounts[${volume}].mountPath`), sentence: notReadable(container.name, user, volume, narrow.mode) });
  }
}

/** The user of a container that cannot read what belongs to root; undefined where it can, or where its user or groups are not known. */
function strangerTo({ spec: { securityContext: pod } }: CheckedPod, { security }: PlacedContainer, mode: number): number | undefined {
  const user = security.runAsUser ?? pod?.runAsUser;
  const group = security.runAsGroup ?? pod?.runAsGroup;
  if (typeof user !== 'number' || user === 0) return undefined;
  const mayBeOfGroup = typeof group !== 'number' || group === 0 || list(pod?.supplementalGroups).includes(0);
  return mayBeOfGroup && ((mode & 0o040) !== 0 || typeof group !== 'number') ? undefined : user;
}
