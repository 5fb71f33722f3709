import { meansSeveralPods, type Scaled } from '../manifest/many-pods';
import { claimWithoutLock } from '../messages/wiring';
import type { LibraryRule } from './rule';
import { kindOf, placeOfMount, volumeUses } from './volume-uses';

/** Steps that run what their users wrote: nobody knows whether it takes a lock. All others take one where they write a claim. */
const RUNS_COMMANDS: ReadonlySet<string> = new Set(['RunCommand', 'RunScript', 'RunPrivileged']);

export const unlockedClaims: LibraryRule = {
  id: 'unlocked-claims',
  severity: 'warning',
  needs: ['facts'],
  title: 'A claim that several pods share is not written by a command without a lock',
  why: 'Two pods write the same files at the same time, at each rollout or at each start of several replicas.',
  see: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  check(pod, report) {
    if (!pod.declared?.kinds || !meansSeveralPods(pod.kind, pod.manifest as Scaled)) return;
    for (const use of volumeUses(pod)) {
      if (!use.writes || use.claim === undefined || !RUNS_COMMANDS.has(kindOf(pod, use.container) ?? '')) continue;
      report({ where: placeOfMount(use, 'readOnly'), sentence: claimWithoutLock(use.container.name, use.volume) });
    }
  },
};
