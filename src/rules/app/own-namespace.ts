import { PROGRAMS_PLACE } from '../../manifest/programs';
import { objectElsewhere, serviceElsewhere } from '../../messages/app-rules';
import type { RenderedApp } from './app';
import type { AppPod } from './objects';
import { type AppRule, stepAt } from './rule';

export const ownNamespace: AppRule = {
  id: 'own-namespace',
  needs: ['manifests'],
  title: 'Pods refer by name only to objects of their own namespace',
  why: 'A pod reads ConfigMaps, Secrets and claims of its own namespace only, and the bare name of a Service resolves there.',
  see: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  check(app, report) {
    for (const pod of app.pods) {
      const { path, namespace } = pod;
      if (namespace === '') continue;
      for (const { kind, name, optional, where } of app.referencesOf(pod)) {
        if (where === PROGRAMS_PLACE) continue; // program-config-maps says it
        const elsewhere = optional ? undefined : elsewhereOnly(app, pod, kind, name);
        if (elsewhere !== undefined) report({ path, where, sentence: objectElsewhere(kind, name, elsewhere, namespace) });
      }
      for (const { step, host } of pod.asks) {
        const elsewhere = elsewhereOnly(app, pod, 'Service', host.toLowerCase());
        if (elsewhere !== undefined) report({ path, where: stepAt(step), sentence: serviceElsewhere(step, host, elsewhere, namespace) });
      }
    }
  },
};

/** A namespace of the app that has the object, where that of the pod has none. */
function elsewhereOnly(app: RenderedApp, { namespace }: AppPod, kind: string, name: string): string | undefined {
  const namespaces = app.namespacesOf(kind, name);
  return !namespaces || namespaces.has(namespace) ? undefined : [...namespaces][0];
}
