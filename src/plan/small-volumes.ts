import { bytes, quantity } from '../checks/values';
import * as say from '../messages/plan';
import { isSet, list, type PodSpec, text } from '../manifest/types';
import { parseQuantity } from '../manifest/quantity';
import type { PodTemplate } from '../template/pod-template';

/** Empty directories that hold less than a step may come to write into them. */
export function smallVolumes({ steps }: PodTemplate, spec: PodSpec): readonly string[] {
  return steps.flatMap(({ name, needs }) => needs.flatMap(({ volume, size }) => {
    const limit = limitOf(spec, volume);
    return limit !== undefined && parseQuantity(limit) < bytes(size) ? [say.smallVolume(volume, limit, name, quantity(size))] : [];
  }));
}

function limitOf(spec: PodSpec, volume: string): string | undefined {
  const found = list(spec.volumes).find((one) => one?.name === volume);
  const sizeLimit = (found?.emptyDir as { readonly sizeLimit?: unknown } | null | undefined)?.sizeLimit;
  return isSet(sizeLimit) ? text(sizeLimit) : undefined;
}
