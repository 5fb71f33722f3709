import { Size } from 'cdk8s';
import { bytes, MEBIBYTE } from '../checks/values';
import { parseQuantity } from '../manifest/quantity';
import type { Need } from '../template/facts';
import type { PodTemplate } from '../template/pod-template';
import type { VolumeSpec } from '../template/volume-spec';

/** So much a node has to spare. */
const SMALL = 128 * MEBIBYTE;

/**
 * How much of the node's disk a step may come to write into volumes, which is then requested; undefined where that is little. There
 * is no limit on it: kubelet would hold that of an init container against all that the pod writes, its logs included. The volumes
 * have one.
 */
export function nodeSpace({ volumes: known }: PodTemplate, needs: readonly Need[], volumes: readonly VolumeSpec[], little = SMALL): Size | undefined {
  const total = [...new Set(volumes)].reduce((sum, volume) => sum + written(known, needs, volume), 0);
  return total > little ? Size.kibibytes(Math.ceil(total / 1024)) : undefined;
}

/** Of an empty directory that others write as well, what this step says it may write; of its own, all. */
function written(known: ReadonlyMap<string, VolumeSpec>, needs: readonly Need[], { name, source }: VolumeSpec): number {
  const directory = source?.emptyDir;
  if (!directory || directory.medium === 'Memory') return 0;
  const need = needs.find((one) => one.volume === name);
  if (need) return bytes(need.size);
  return known.has(name) ? 0 : parseQuantity(String(directory.sizeLimit?.value ?? 0));
}
