import { quantityOf } from '../checks/values';
import * as say from '../messages/plan';
import { isSet, list, type PodSpec, text } from '../manifest/types';
import { parseQuantity } from '../manifest/quantity';
import type { DescribedPod } from './described';

/** Empty directories that hold less than a step may come to write into them. */
export function smallVolumes({ steps, spec }: DescribedPod): readonly string[] {
  return steps.flatMap(({ name, facts: { needs = [] } }) => needs.flatMap(({ volume, bytes }) => {
    const limit = limitOf(spec, volume);
    return limit !== undefined && parseQuantity(limit) < bytes ? [say.smallVolume(volume, limit, name, quantityOf(bytes))] : [];
  }));
}

function limitOf(spec: PodSpec, volume: string): string | undefined {
  const found = list(spec.volumes).find((one) => one?.name === volume);
  const sizeLimit = (found?.emptyDir as { readonly sizeLimit?: unknown } | null | undefined)?.sizeLimit;
  return isSet(sizeLimit) ? text(sizeLimit) : undefined;
}
