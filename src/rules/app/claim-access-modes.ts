import { claimForOneNode, claimForOnePod, claimOfOthers, type ClaimUse } from '../../messages/claims';
import { isSet, list, type PodSpec, text } from '../../manifest/types';
import type { RenderedApp } from './app';
import type { AppPod } from './objects';
import { idOf } from '../singleton';
import type { AppRule } from './rule';

export const claimAccessModes: AppRule = {
  id: 'claim-access-modes',
  needs: ['manifests'],
  uses: ['facts'],
  title: 'A claim that only one node or one pod can mount at a time is not mounted by more',
  why: 'A pod on another node waits for the volume in ContainerCreating or Pending, forever, and so does the rollout.',
  see: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  check(app, report) {
    for (const pod of app.pods) {
      for (const { kind, name, where } of app.referencesOf(pod)) {
        const modes = kind === 'PersistentVolumeClaim' ? app.accessModesOf(pod.namespace, name) : undefined;
        const sentence = modes === undefined ? undefined : violation(app, pod, name, modes);
        if (sentence !== undefined) report({ path: pod.path, where, sentence });
      }
    }
  },
};

function violation(app: RenderedApp, pod: AppPod, claim: string, modes: ReadonlySet<string>): string | undefined {
  const forOnePod = modes.size === 1 && modes.has('ReadWriteOncePod');
  if (!forOnePod && !(modes.size === 1 && modes.has('ReadWriteOnce'))) return undefined;
  // On one node, any number of pods can have a ReadWriteOnce volume: who says where pods go has thought of it.
  if (!forOnePod && pod.spec && goesWhereItIs(pod.spec)) return undefined;
  const use = useOf(app, pod);
  if (use !== undefined) return forOnePod ? claimForOnePod(idOf(pod.path), claim, use) : claimForOneNode(idOf(pod.path), claim, use);
  const other = app.pods.find((one) => one !== pod && one.namespace === pod.namespace
    && app.referencesOf(one).some(({ kind, name }) => kind === 'PersistentVolumeClaim' && name === claim));
  return other && claimOfOthers(claim, [...modes][0]!, idOf(other.path));
}

/** Why there can be more than one pod of a workload; undefined where there is one. */
function useOf(app: RenderedApp, pod: AppPod): ClaimUse | undefined {
  const { asked, surges } = pod.atOnce;
  const most = app.scalerOf(pod)?.most ?? asked;
  if (most === 'each node') return 'each node';
  if (most === undefined ? app.scalerOf(pod) !== undefined : most > 1) return most ?? 'autoscaled';
  return surges && most !== 0 ? 'rolls' : undefined;
}

interface Placed {
  readonly nodeName?: unknown;
  readonly nodeSelector?: unknown;
  readonly affinity?: { readonly podAffinity?: unknown; readonly nodeAffinity?: unknown } | null;
}

/** The pod is told where to go: to a node, or to where other pods are. */
function goesWhereItIs(spec: PodSpec): boolean {
  const { nodeName, nodeSelector, affinity } = spec as Placed;
  return text(nodeName) !== '' || Object.keys(isSet(nodeSelector) ? (nodeSelector as object) : {}).includes('kubernetes.io/hostname')
    || isSet(affinity?.podAffinity) || nodeAffinityTerms(affinity?.nodeAffinity) > 0;
}

interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly unknown[] } | null;
}

const nodeAffinityTerms = (given: unknown): number =>
  list((given as NodeAffinity | null | undefined)?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).length;
