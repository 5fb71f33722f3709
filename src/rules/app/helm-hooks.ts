import { hookAsksPods, hookNeedsObject, waitsForLaterHook } from '../../messages/app-rules';
import type { RenderedApp } from './app';
import type { AppPod } from './objects';
import { type AppRule, type FindInApp, stepAt } from './rule';

/** What runs before the other objects of a first install are there, and what after: hooks of Helm and of Argo CD. */
const BEFORE = /\bpre-install\b|\bPreSync\b/;
const AFTER = /\bpost-(?:install|upgrade)\b|\bPostSync\b/;

export const helmHooks: AppRule = {
  id: 'helm-hooks',
  severity: 'warning',
  title: 'Hooks need nothing that comes after them, and nobody waits for a later hook',
  why: 'A pre-install hook runs before the other objects of the release are there. A post-install hook runs, with --wait, when all pods are ready: a pod that waits for it is never ready.',
  needs: ['manifests'],
  uses: ['facts'],
  see: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/',
  check(app, report) {
    for (const pod of app.pods) {
      if (BEFORE.test(pod.hook)) checkHook(app, pod, report);
      if (pod.hook !== '') continue;
      for (const object of pod.objects) {
        const other = app.workloadOf(pod, object);
        if (!other || !AFTER.test(other.hook)) continue;
        report({ path: pod.path, where: stepAt(object.step), sentence: waitsForLaterHook(object.step, other.name, other.hook) });
      }
    }
  },
};

function checkHook(app: RenderedApp, pod: AppPod, report: FindInApp): void {
  for (const { kind, name, optional, where } of app.referencesOf(pod)) {
    if (!optional && app.comesLater(kind, name)) report({ path: pod.path, where, sentence: hookNeedsObject(pod.hook, kind, name) });
  }
  for (const { step, host } of pod.asks) {
    const reached = app.reach(pod, host);
    if (reached && reached.pods.length > 0 && reached.pods.every((other) => other.hook === '')) {
      report({ path: pod.path, where: stepAt(step), sentence: hookAsksPods(pod.hook, step, reached.service.name) });
    }
  }
}
