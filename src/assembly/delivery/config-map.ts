import { PROGRAMS_DIRECTORY, PROGRAMS_VOLUME } from '../../manifest/programs';
import type { Parts } from '../program';
import type { Delivery, ProgramObject } from './delivery';
import { wholeProgram } from './whole-program';

/** Who keeps an older program for the pods that still name it: Argo CD, Flux and Helm leave what is no longer among the manifests. */
const KEPT: Readonly<Record<string, string>> = Object.freeze({
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
});

/** The text stands in an immutable ConfigMap whose name changes with it; pods mount those that they use. */
export const configMap: Delivery = {
  words: (parts) => [`${PROGRAMS_DIRECTORY}/${wholeProgram(parts).file}`],
  mounts: [{ mountPath: PROGRAMS_DIRECTORY, name: PROGRAMS_VOLUME, readOnly: true }],
  volumes(programs, owner) {
    const sources = objectsOf(programs, owner).map(({ name }) => ({ configMap: { name } }));
    return sources.length === 0 ? [] : [{ name: PROGRAMS_VOLUME, projected: { sources } }];
  },
  objects: objectsOf,
};

/** Once each, by name, so that the order of steps does not change the volume. */
function objectsOf(programs: readonly Parts[], owner: string): readonly ProgramObject[] {
  const used = new Map(programs.map((parts) => [wholeProgram(parts).name, wholeProgram(parts)]));
  return [...used.values()].map(({ name: program, suffix, data }) => ({ name: `${owner}${suffix}`, program, data, annotations: KEPT }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
