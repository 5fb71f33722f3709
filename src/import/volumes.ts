import { type Code, made, name } from './code';
import type { Names } from './names';
import type { Statement } from './program';
import type { ImportedWorkload, Json } from './read';
import { sizeOf } from './resources';

/** The volumes of a pod that the code can say: claims, and empty directories that a step fills. The others come by a patch. */
export class Volumes {
  private readonly declared = new Map<string, Statement>();
  private readonly handles = new Map<string, string>();

  constructor(private readonly workload: ImportedWorkload, private readonly variable: string, private readonly names: Names) {}

  /** The variable of a volume that a step may write, declared when the first asks. */
  fillable(called: string): string | undefined {
    const prepared = this.handles.get(called);
    const known = prepared?.endsWith('.volume') ? prepared : this.declared.get(called)?.variable;
    if (known !== undefined) return known;
    const code = this.declaration(called);
    if (!code) return undefined;
    const variable = this.names.variable(called);
    this.declared.set(called, { variable, ...code });
    return variable;
  }

  /** Takes note of the handle that a step gives of a volume. */
  given(called: string, handle: string): void {
    this.handles.set(called, handle);
  }

  /** The statements that declare what was asked for. */
  statements(): readonly Statement[] {
    return [...this.declared.values()];
  }

  /** What a container mounts of volumes that the code has, by path. */
  mounts({ volumeMounts = [] }: Json): Readonly<Record<string, Code>> {
    const mine = (volumeMounts as Json[]).flatMap((mount) => {
      const isPlain = Object.keys(mount).every((key) => key === 'name' || key === 'mountPath' || (key === 'readOnly' && typeof mount[key] === 'boolean'));
      const handle = isPlain ? this.mountable(mount.name) : undefined;
      return handle === undefined ? [] : [[String(mount.mountPath), mounted(handle, mount.readOnly === true)] as const];
    });
    return Object.fromEntries(mine);
  }

  /** Empty directories are mounted once a step has filled them; claims as they are. */
  private mountable(called: string): string | undefined {
    return this.handles.get(called) ?? (this.declaration(called)?.isClaim ? this.fillable(called) : undefined);
  }

  private declaration(called: string): { readonly code: Code; readonly isClaim: boolean } | undefined {
    const { manifest, pod } = this.workload;
    const volume = ((pod.spec.volumes ?? []) as Json[]).find((one) => one.name === called);
    const claim = volume?.persistentVolumeClaim as Json | undefined;
    if (claim && claim.readOnly === undefined) return { isClaim: true, code: made('claim', name(this.variable), called, claim.claimName) };
    if (volume?.emptyDir) {
      const size = sizeOf(volume.emptyDir.sizeLimit) ?? made('Size.gibibytes', 1);
      return { isClaim: false, code: made('emptyDirectory', name(this.variable), called, size, ...(volume.emptyDir.medium === 'Memory' ? ['memory'] : [])) };
    }
    const template = ((manifest.spec?.volumeClaimTemplates ?? []) as Json[]).find((one) => one.metadata?.name === called);
    const size = sizeOf(template?.spec?.resources?.requests?.storage);
    if (!template || !size || volume) return undefined;
    return { isClaim: true, code: made(`${this.variable}.claimTemplate`, called, { size, storageClassName: template.spec.storageClassName }) };
  }
}

/** What a step has prepared says which of both; all else is read-only unless it says otherwise. */
const mounted = (handle: string, readOnly: boolean): Code =>
  (!readOnly ? made('writable', name(handle)) : handle.endsWith('.volume') ? made('readOnly', name(handle)) : name(handle));
