import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { mountPathColon, mountPathEndsWithSlash, mountPathOfRuntime, relativeMountPath } from '../messages/mounts';
import { checkAbsolutePath } from './values';

/** Files of /proc that runtimes let others take the place of; everything else there is the kernel's. */
const MOUNTABLE_IN_PROC: readonly string[] = [
  'cpuinfo', 'diskstats', 'loadavg', 'meminfo', 'net/dev', 'slabinfo', 'stat', 'swaps', 'sys/crypto/fips_enabled', 'sys/kernel/ns_last_pid', 'uptime',
].map((file) => `/proc/${file}`);

/** True for a place that the runtime itself needs: no container starts with a volume there, unless that is the node's own. */
export const isPlaceOfRuntime = (path: string): boolean =>
  path === '/' || path === '/dev' || path === '/proc' || (path.startsWith('/proc/') && !MOUNTABLE_IN_PROC.includes(path));

/** Checks where something is to be mounted: an absolute path, written in the one way that there is, where a container can have it. */
export function checkMountPath(at: IConstruct | string, path: unknown): string {
  if (typeof path === 'string') {
    if (!path.startsWith('/')) refuse(at, 'mounts', relativeMountPath(path));
    if (path.includes(':')) refuse(at, 'mounts', mountPathColon(path));
    if (path.length > 1 && path.endsWith('/')) refuse(at, 'mounts', mountPathEndsWithSlash(path));
  }
  const checked = checkAbsolutePath(at, 'a mount path', path);
  return isPlaceOfRuntime(checked) ? refuse(at, 'mounts', mountPathOfRuntime(checked), checked) : checked;
}
