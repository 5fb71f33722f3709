import { PROGRAMS_PLACE } from '../../manifest/programs';
import { programChanged, programMissing } from '../../messages/app-rules';
import type { RenderedApp } from './app';
import type { AppPod } from './objects';
import type { AppRule } from './rule';

export const programConfigMaps: AppRule = {
  id: 'program-config-maps',
  needs: ['manifests'],
  title: 'The ConfigMaps with the programs of steps exist in the namespace of the pod and are unchanged',
  why: 'A pod without the program of a step never starts, and a changed program is untested.',
  see: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
  check(app, report) {
    for (const pod of app.pods) {
      for (const name of pod.programs) {
        const sentence = wrongWith(app, pod, name);
        if (sentence !== undefined) report({ path: pod.path, where: PROGRAMS_PLACE, sentence });
      }
    }
  },
};

function wrongWith(app: RenderedApp, { namespace, isLive }: AppPod, name: string): string | undefined {
  const there = app.programsCalled(name, namespace);
  // What was read from a cluster says nothing of what else is there.
  if (there.length === 0) return isLive ? undefined : programMissing(name, namespace);
  return there.every(({ isIntact }) => isIntact) ? undefined : programChanged(name);
}
