import { ANNOTATION_PREFIX, hidesAnnotation } from '../declared/annotations';
import { COPY_DIRECTORY, filledByCatalogue, filledByStandards, hidingMounts, type ImageCopy } from '../images/filled-directories';
import { hiddenDirectory } from '../messages/hidden-directories';
import { isSet, list, text } from '../manifest/types';
import { placeOf } from './mounts';
import { remember } from '../manifest/remember';
import type { CheckedPod, LibraryRule } from './rule';

const filledBy = remember(filledByCatalogue);

export const hiddenDirectories: LibraryRule = {
  id: 'hidden-directories',
  uses: ['facts', 'images', 'standard'],
  title: 'No volume hides a directory that the image fills, unless the code confirms it',
  why: 'The program no longer sees the files of the image: a volume at /etc/nginx hides mime.types.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  noSuppression: 'use hiding(…) to confirm one mount',
  check(pod, report) {
    for (const container of pod.containers) {
      if (list(container.json.volumeMounts).length === 0) continue;
      const image = text(container.json.image);
      const filled = [
        ...filledBy(image), ...pod.filledDirectories?.get(container.name) ?? [], ...filledByStandards(image, pod.asked?.filledDirectories ?? {}),
      ];
      const annotation = `${ANNOTATION_PREFIX}${hidesAnnotation(container.name)}`;
      const over = list(container.json.volumeMounts).map((mount) => {
        const path = placeOf(text(mount?.mountPath));
        const volume = text(mount?.name);
        return { path, volume, subPath: text(mount?.subPath), isMeant: isMeant(pod, annotation, path), isOfNode: isOfNode(pod, volume) };
      });
      for (const { mount: { volume, path }, directory } of hidingMounts(over, filled, () => copiesOf(pod))) {
        const sentence = hiddenDirectory(container.name, path, directory, image, annotation);
        report({ where: container.at(`volumeMounts[${volume}].mountPath`), sentence });
      }
    }
  },
};

const isOfNode = ({ spec }: CheckedPod, name: string): boolean =>
  list(spec.volumes).some((volume) => volume?.name === name && isSet(volume?.hostPath));

/** The volumes that CopyFromImage has filled from a directory: its program and its mount tell. */
const copiesOf = ({ containers }: CheckedPod): readonly ImageCopy[] => containers.flatMap(({ json, runsToItsEnd }) => {
  const args = list(json.args);
  const directory = text(args[args.indexOf('--from') + 1]);
  if (!runsToItsEnd || args[args.indexOf('--to') + 1] !== COPY_DIRECTORY) return [];
  const filled = list(json.volumeMounts).filter((mount) => text(mount?.mountPath) === COPY_DIRECTORY);
  return filled.map((mount) => ({ volume: text(mount?.name), directory }));
});

const isMeant = ({ metadata }: CheckedPod, annotation: string, path: string) =>
  text(metadata.annotations?.[annotation]).split(',').some((meant) => placeOf(meant.trim()) === path);
