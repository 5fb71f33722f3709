import { cannotRead, cannotWrite, cannotWriteBeside } from '../messages/readable-files';
import type { PlacedContainer } from '../manifest/containers';
import { list, type PodSecurityContext, text, type VolumeMount } from '../manifest/types';
import type { WrittenFile } from '../declared/pod';
import type { CheckedPod, LibraryRule, Report } from './rule';

/** A file or directory that a step has left, and whose it is. */
interface Left extends WrittenFile {
  readonly owner: number;
  readonly group: number | undefined;
  readonly mode: number;
}

/** What is in volumes by then: by volume, then by path. */
type LeftInVolumes = Map<string, Map<string, Left>>;

export const readableFiles: LibraryRule = {
  id: 'readable-files',
  needs: ['facts'],
  title: 'Containers can read the files that steps leave for one user, and write those that they mount writable',
  why: 'The program ends with "permission denied", or goes on without its key.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  check(pod, report) {
    if (!pod.leaves || pod.leaves.length === 0) return;
    const volumes: LeftInVolumes = new Map();
    for (const container of pod.containers) {
      const isStep = pod.steps.includes(container.name) && container.group === 'initContainers';
      for (const mount of list(container.json.volumeMounts)) {
        // What a step mounts writable is what it fills: it reads nothing there.
        if (!mount || (isStep && mount.readOnly !== true)) continue;
        for (const left of seenBy(mount, volumes)) {
          const isItself = left.path === text(mount.subPath);
          const writes = isItself && mount.readOnly !== true;
          if (may(pod, container, left, bits(left.directory, writes))) continue;
          const say = writes && may(pod, container, left, bits(left.directory, false)) ? cannotWrite : cannotRead;
          const where = container.at(`volumeMounts[${text(mount.name)}].mountPath`);
          report({ where, sentence: say(container.name, userOf(pod, container), left.step, left, left.owner) });
        }
      }
      if (isStep) leave(volumes, pod, container, report);
    }
  },
};

/** Files in what is mounted; directories only where they are mounted themselves, for others may be for others. */
function seenBy(mount: VolumeMount, volumes: LeftInVolumes): readonly Left[] {
  if (text(mount.subPathExpr) !== '') return [];
  const root = text(mount.subPath);
  const all = [...volumes.get(text(mount.name))?.values() ?? []];
  return all.filter(({ path, directory }) => path === root || (!directory && (root === '' || path.startsWith(`${root}/`))));
}

/** Takes note of what a step has left; who has changed the whole volume has changed what was there, nobody knows how. */
function leave(volumes: LeftInVolumes, pod: CheckedPod, container: PlacedContainer, report: Report): void {
  const { name, security } = container;
  for (const leaving of pod.leaves ?? []) {
    if (leaving.step !== name) continue;
    const before = leaving.path === '' ? undefined : volumes.get(leaving.volume);
    const there = before ?? new Map<string, Left>();
    volumes.set(leaving.volume, there);
    const owner = leaving.owner ?? security.runAsUser ?? pod.spec.securityContext?.runAsUser;
    const group = leaving.group ?? security.runAsGroup ?? pod.spec.securityContext?.runAsGroup ?? undefined;
    writeBeside(pod, container, there, leaving, typeof owner === 'number' ? { owner, group } : undefined, report);
    if (typeof owner === 'number' && leaving.mode !== undefined) there.set(leaving.path, { ...leaving, mode: leaving.mode, owner, group });
    else there.delete(leaving.path);
  }
}

/** The directories on the way to what a step leaves: those of an earlier step it must be able to write, the others it makes. */
function writeBeside(
  pod: CheckedPod, container: PlacedContainer, there: Map<string, Left>, leaving: WrittenFile, whose: Pick<Left, 'owner' | 'group'> | undefined, report: Report,
): void {
  const names = leaving.path.split('/').slice(0, -1);
  const parents = names.map((_, index) => names.slice(0, index + 1).join('/'));
  const deepest = parents.filter((path) => there.has(path)).at(-1);
  const before = deepest === undefined ? undefined : there.get(deepest);
  if (before && before.step !== leaving.step && !may(pod, container, before, bits(true, true))) {
    report({ where: container.at('securityContext.runAsUser'), sentence: cannotWriteBeside(container.name, userOf(pod, container), leaving.path, before.step, before, before.owner) });
  }
  if (!whose) return;
  const made = { ...leaving, directory: true, mode: DIRECTORY_MODE, ...whose };
  for (const path of parents) if (!there.has(path)) there.set(path, { ...made, path });
}

/** Of directories that a step makes on the way, whatever its umask. */
const DIRECTORY_MODE = 0o755;

const bits = (directory: boolean, writes: boolean): number => 0o4 | (directory ? 0o1 : 0) | (writes ? 0o2 : 0);

/** True where it may, or where that is not known: an image's user, groups that fsGroup or the image gives. */
function may(pod: CheckedPod, container: PlacedContainer, left: Left, asked: number): boolean {
  const granted = (shift: number) => ((left.mode >> shift) & asked) === asked;
  const user = userOf(pod, container);
  if (user === undefined ? left.isForUser : user === left.owner) return granted(6);
  if (user === 0 && overridesModes(container)) return true;
  return granted(0) || (granted(3) && mayBeOfGroup(pod.spec.securityContext, container, left.group));
}

function userOf({ spec }: CheckedPod, { security }: PlacedContainer): number | undefined {
  const user = security.runAsUser ?? spec.securityContext?.runAsUser;
  return typeof user === 'number' ? user : undefined;
}

function mayBeOfGroup(pod: PodSecurityContext | null | undefined, { security }: PlacedContainer, group: number | undefined): boolean {
  const own = security.runAsGroup ?? pod?.runAsGroup ?? undefined;
  return typeof pod?.fsGroup === 'number' || own === undefined || group === undefined || own === group || list(pod?.supplementalGroups).includes(group);
}

/** Root without this capability is a user like others. */
function overridesModes({ security }: PlacedContainer): boolean {
  const { add, drop } = security.capabilities ?? {};
  const given = (name: string) => list(add).includes(name) || (!list(drop).includes('ALL') && !list(drop).includes(name));
  return security.privileged === true || list(add).includes('ALL') || given('DAC_OVERRIDE');
}
