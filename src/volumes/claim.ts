import { checkLabel } from '../checks/names';
import { objectName } from '../checks/objects';
import { refuse } from '../errors';
import { workloadFirst, type WorkloadFirst } from '../messages/input';
import { templateOf, type WorkloadLike } from '../template/template-of';
import { Mountable } from './volume';

/** What stands for a claim: a `PersistentVolumeClaim` of cdk8s-plus, an imported one, or anything with its name. */
export interface ClaimLike {
  /** The name of the PersistentVolumeClaim. */
  readonly name: string;
}

/** A volume that outlives the pod. Its content is unknown, so nothing is proven about it. */
export class Claim<in out Id extends string = any> extends Mountable<Id> {
  /** Always true: its content outlives the pod. */
  readonly persistent = true as const;

  /** @internal */
  override get _isProven(): boolean {
    return false;
  }
}

const CALL = 'claim(web, "data", "shop-data")' as const;

// An editor completes an empty argument by a workload, and not by a sentence.
type WorkloadMissing<W> = W extends '' ? WorkloadLike : WorkloadFirst<typeof CALL>;

/**
 * Gives the pods of a workload an existing claim.
 *
 * @param workload the workload whose pods mount it
 * @param name the volume's name in the pod
 * @param of the claim's name (`string`), or the claim: `kplus.PersistentVolumeClaim`, `kplus.IPersistentVolumeClaim`
 * @throws {@link PreludeError} when the name is taken or no DNS label
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 *
 * @example
 * const data = claim(web, 'data', 'shop-data');
 * // volumes: [{ name: data, persistentVolumeClaim: { claimName: shop-data } }]
 */
export function claim<Id extends string>(workload: WorkloadLike<Id>, name: string, of: string | ClaimLike): Claim<Id>;
/** Never compiles: the workload is missing, or the claim. */
export function claim<const W>(workload: WorkloadMissing<W>, name?: string): Claim;
export function claim<Id extends string>(workload: unknown, name?: string, of?: string | ClaimLike): Claim<Id> {
  const template = templateOf('claim()', workload, workloadFirst(CALL));
  if (name === undefined || of === undefined) return refuse('claim()', 'workload-needed', workloadFirst(CALL));
  const at = `${template.path}/${String(name)}`;
  const volume = {
    name: checkLabel(at, 'the name of a volume', name),
    source: { persistentVolumeClaim: { claimName: objectName(at, 'PersistentVolumeClaim', of) } },
  };
  return new Claim<Id>({ owner: template, step: name }, template.addVolume(at, volume));
}
