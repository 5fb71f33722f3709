import { Construct } from 'constructs';
import { shortHash } from '../../declared/short-hash';
import { renderArgument } from '../../env/expansion';
import type { Argument } from '../../env/expand';
import { renderEnv } from '../../env/env';
import { isImage } from '../../images/image';
import type { SchemaVersion } from '../../migration-tools/question';
import type { Target } from '../wait/target';

/** What makes a migration another one. */
export interface MigrationInputs {
  readonly database: Target;
  readonly image: unknown;
  readonly command: unknown;
  readonly env?: unknown;
  readonly mounts?: unknown;
  readonly workingDir?: unknown;
  readonly version?: SchemaVersion | undefined;
  readonly revision?: unknown;
}

/**
 * A hash of what the user says of a migration, and of nothing that the library, a standard or a mirror adds: what has run is not a new Job after an
 * upgrade. A change here is a new Job for every migration of every user: the changelog tells it.
 */
export function hashOfInputs(at: string, { database, image, command, env, mounts, workingDir, version, revision }: MigrationInputs): string {
  const { url } = database._spec({ name: 'database', step: 'database', clusterDomain: undefined });
  return shortHash(JSON.stringify([
    url,
    isImage(image) ? image.reference : String(image),
    (command as readonly Argument[]).map(renderArgument),
    renderEnv(at, env).variables,
    Object.entries((mounts ?? {}) as object).map(([path, mounted]) => [path, plain(mounted)]),
    workingDir,
    version?.version,
    revision,
  ]));
}

/** A value as data that does not depend on how the library stores it: names of objects, paths of constructs. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Construct.isConstruct(value)) return value.node.path;
  const { kind, name, volumeName, _of: of, _source: source } = value as Readonly<Record<string, unknown>>;
  return [kind, name, volumeName, of === undefined ? undefined : plain(of), source].filter((part) => part !== undefined);
}
