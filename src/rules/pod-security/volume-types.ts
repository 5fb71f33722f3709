import { volumeType } from '../../messages/privileges';
import { isSet, list, text, type Volume } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { ONLY_RESTRICTED, RESTRICTED_STANDARD, WEAKER_LEVEL } from './standards';

const ALLOWED = [
  'configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret',
] as const;
const FORBIDDEN = [
  'hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'gitRepo', 'nfs', 'iscsi', 'glusterfs', 'rbd', 'flexVolume', 'cinder', 'cephfs',
  'flocker', 'fc', 'azureFile', 'vsphereVolume', 'quobyte', 'azureDisk', 'photonPersistentDisk', 'portworxVolume', 'scaleIO', 'storageos',
] as const;

export const volumeTypes: LibraryRule = {
  id: 'volume-types',
  levels: ONLY_RESTRICTED,
  title: 'Volumes have types that are safe for every author of pods',
  why: 'hostPath gives access to the node; storage that the pod names itself contains addresses and credentials of the cluster.',
  see: RESTRICTED_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ spec }, report) {
    for (const volume of list(spec.volumes)) {
      const type = forbiddenType(volume ?? {});
      if (type === undefined) continue;
      const name = text(volume?.name);
      const weaker = type === 'hostPath' ? 'privileged' : 'baseline';
      report({ where: `volumes[${name}].${type}`, sentence: volumeType(name, type, weaker) });
    }
  },
};

/** The type that is not allowed. A volume of no type that Kubernetes knows becomes an emptyDir, which is. */
function forbiddenType(volume: Volume): string | undefined {
  const has = (type: string) => isSet(volume[type]);
  return ALLOWED.some(has) ? undefined : FORBIDDEN.find(has);
}
