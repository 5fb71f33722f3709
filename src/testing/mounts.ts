import { refuse } from '../errors';
import { noSuchContainer } from '../messages/testing';
import { containersOf } from '../manifest/containers';
import { PROGRAMS_VOLUME } from '../manifest/programs';
import { list, type PodSpec, text } from '../manifest/types';
import type { Workload } from '../workload/workload';
import { rendered } from './rendered';

/** The volume that a container sees at a path. */
export interface FoundMount {
  /**
   * What it is: `emptyDir fetch-config`, `configMap shop-migrations`, `secret shop-tls`, `persistentVolumeClaim data` …: the
   * kind of volume, and the name of the object, or of the volume if there is no object.
   */
  readonly of: string;
  /** Whether the container can read it only. */
  readonly readOnly: boolean;
  /**
   * The file or directory of the volume, if not the whole volume is mounted.
   *
   * @default - all
   */
  readonly subPath?: string;
}

/**
 * The mounts of a container by path, also of an init container. Read from the rendered pod, after all patches;
 * without the programs of the library.
 *
 * @param workload a workload of this library
 * @param container the name of one of its containers
 * @throws `PreludeError` when there is no such container
 *
 * @example
 * expect(mountsOf(web, 'app')).toEqual({ '/app/config': { of: 'emptyDir fetch-config', readOnly: true } });
 */
export function mountsOf(workload: Workload, container: string): Readonly<Record<string, FoundMount>> {
  const { spec, manifest, path } = rendered(workload);
  const all = containersOf(spec);
  const found = all.find(({ name }) => name === container)
    ?? refuse(path, 'unknown-container', noSuchContainer(all.map(({ name }) => name)), container);
  // How the library delivers its programs is nothing that a test of yours should depend on.
  const mounts = list(found.json.volumeMounts).filter((mount) => mount?.name !== PROGRAMS_VOLUME);
  return Object.fromEntries(mounts.map((mount): [string, FoundMount] => {
    const subPath = text(mount?.subPath);
    return [text(mount?.mountPath), {
      of: sourceOf(spec, manifest, text(mount?.name)), readOnly: mount?.readOnly === true, ...(subPath === '' ? {} : { subPath }),
    }];
  }));
}

/** What the sources of volumes call the object that they are of. */
const NAMES = ['name', 'secretName', 'claimName'] as const;

function sourceOf(spec: PodSpec, manifest: object, name: string): string {
  const volume = list(spec.volumes).find((each) => each?.name === name) as Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  const [kind, source] = Object.entries(volume ?? {}).find(([key]) => key !== 'name') ?? [claimed(manifest, name) ? 'volumeClaimTemplate' : 'missing'];
  const object = NAMES.map((key) => source?.[key]).find((value) => typeof value === 'string');
  return `${kind} ${String(object ?? name)}`;
}

function claimed(manifest: object, name: string): boolean {
  const { spec } = manifest as { readonly spec?: { readonly volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[] } };
  return list(spec?.volumeClaimTemplates).some((claim) => claim?.metadata?.name === name);
}
