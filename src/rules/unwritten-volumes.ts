import { text } from '../manifest/types';
import { directoryForFile, neverWritten, readBeforeWritten } from '../messages/wiring';
import type { CheckedPod, LibraryRule, Report } from './rule';
import { kindOf, placeOfMount, type VolumeUse, volumeUses } from './volume-uses';

/** Endings of files that programs read; not `.d`, which directories have. */
const OF_A_FILE = /[^/]\.(?:ya?ml|json|toml|ini|conf|cfg|cnf|properties|xml|env|pem|crt|cer|key|p12|jks|sql|sh|py|txt|html?)$/;

export const unwrittenVolumes: LibraryRule = {
  id: 'unwritten-volumes',
  severity: 'warning',
  uses: ['facts'],
  title: 'A volume is written before a container reads it',
  why: 'The container finds no files in the first pod, although they are there in every later test.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    const uses = volumeUses(pod);
    for (const use of uses) {
      if (use.isEmptyDirectory) checkEmptyDirectory(use, uses, report);
      else if (use.isClaim) checkClaim(pod, use, uses, report);
    }
  },
};

/** What was there before nobody knows: only a step that reads what a later step writes is told. */
function checkClaim(pod: CheckedPod, use: VolumeUse, uses: readonly VolumeUse[], report: Report): void {
  const kind = kindOf(pod, use.container);
  if (use.mount.readOnly !== true || kind === undefined || kind === 'VerifyPermissions') return;
  const writers = uses.filter(({ identity, writes, container }) => writes && identity === use.identity && container.group === 'initContainers');
  const [first] = writers;
  if (!first || first.life.from <= use.life.from || kindOf(pod, first.container) === undefined) return;
  report({ where: placeOfMount(use, 'mountPath'), sentence: readBeforeWritten(use.container.name, use.volume, first.container.name) });
}

function checkEmptyDirectory(use: VolumeUse, uses: readonly VolumeUse[], report: Report): void {
  const { container, volume, mount, life } = use;
  const ofVolume = uses.filter((one) => one.volume === volume);
  const path = text(mount.mountPath);
  if (mount.readOnly === true && !ofVolume.some(({ writes, life: { from } }) => writes && from <= life.until)) {
    report({ where: placeOfMount(use, 'mountPath'), sentence: neverWritten(container.name, volume) });
  } else if (OF_A_FILE.test(path) && ofVolume.every((one) => one.container === container)) {
    report({ where: placeOfMount(use, 'mountPath'), sentence: directoryForFile(container.name, path), given: path });
  }
}
