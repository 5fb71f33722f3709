import { ANNOTATION_PREFIX, hidesAnnotation } from '../checks/annotations';
import { COPY_DIRECTORY, filledByCatalogue, hiddenBy } from '../images/filled-directories';
import { hiddenDirectory } from '../messages/hidden-directories';
import { list, text } from '../manifest/types';
import { placeOf } from './mounts';
import { remember } from '../manifest/remember';
import type { CheckedPod, Rule } from './rule';

const filledBy = remember(filledByCatalogue);

export const hiddenDirectories: Rule = {
  id: 'hidden-directories',
  title: 'No volume hides a directory that the image fills, unless that is meant',
  why: 'What the image has there is gone for the program: a volume over /etc/nginx hides mime.types.',
  see: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
  noSuppression: 'hiding(…) says of one mount that it is meant',
  check(pod, report) {
    for (const container of pod.containers) {
      const image = text(container.json.image);
      const declared = pod.filledDirectories?.get(container.name);
      const filled = declared === undefined ? filledBy(image) : [...filledBy(image), ...declared];
      if (filled.length === 0) continue;
      for (const mount of list(container.json.volumeMounts)) {
        const path = placeOf(text(mount?.mountPath));
        const directory = path === '' ? undefined : hiddenBy(path, filled);
        if (directory === undefined || isCopy(pod, text(mount?.name), text(mount?.subPath), path)) continue;
        const annotation = `${ANNOTATION_PREFIX}${hidesAnnotation(container.name)}`;
        if (isMeant(pod, annotation, path)) continue;
        report({ where: container.at(`volumeMounts[${text(mount?.name)}].mountPath`), sentence: hiddenDirectory(container.name, path, directory, image, annotation) });
      }
    }
  },
};

/** True where the whole volume is mounted, and CopyFromImage has filled it from that directory. */
const isCopy = ({ containers }: CheckedPod, volume: string, subPath: string, path: string) => subPath === '' && containers.some(({ json, runsToItsEnd }) => {
  const args = list(json.args);
  return runsToItsEnd && args[args.indexOf('--from') + 1] === path && args[args.indexOf('--to') + 1] === COPY_DIRECTORY
    && list(json.volumeMounts).some((mount) => text(mount?.mountPath) === COPY_DIRECTORY && text(mount?.name) === volume);
});

const isMeant = ({ metadata }: CheckedPod, annotation: string, path: string) =>
  text(metadata.annotations?.[annotation]).split(',').some((meant) => placeOf(meant.trim()) === path);
