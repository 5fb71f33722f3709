import { isIPv4, isIPv6 } from 'node:net';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { notAnEnvName } from '../messages/containers';
import * as say from '../messages/input';
import { checkNothingMissing } from './missing';
import { shortHash } from '../declared/short-hash';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const HOST = /^(?=.{1,253}$)[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([-A-Za-z0-9_]*[A-Za-z0-9_])?)*\.?$/;
const NAME_OF_KEY = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const NUMERIC = /^[\d.]+$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OBJECT_KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;
const FILE_NAME = /^(?!\.{1,2}$)(?!\.prelude-)[^/\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]{1,255}$/u;
const LONGEST_LABEL = 63;
/** PATH_MAX of Linux, less what the mount path may need. */
const LONGEST_PATH = 3072;
const LONGEST_NAME = 253;

/** True for what Kubernetes takes as the name of a container or a volume (RFC 1123 label). */
export const isLabel = (name: unknown): name is string =>
  typeof name === 'string' && name.length <= LONGEST_LABEL && LABEL.test(name);

/**
 * A label made of a longer text, or of one with dots: the beginning of it, and a hash of all, so that what differs goes by
 * different names. A text that is a label already is kept.
 */
export function labelOf(text: string): string {
  if (text.length <= LONGEST_LABEL && LABEL.test(text)) return text;
  const hash = shortHash(text);
  return `${text.replace(/\./g, '-').slice(0, LONGEST_LABEL - hash.length - 1)}-${hash}`;
}

/** The name of a volume that the library adds for something of a container or a step. */
export const volumeName = (owner: string, ...of: readonly (string | number)[]): string => labelOf([owner, ...of].join('-'));

/** Checks the name of a container; `sentence` says what to do about one that is none. */
export function checkContainerName(at: IConstruct | string, sentence: (name: string) => string, name: unknown): string {
  return isLabel(name) ? name : refuse(at, 'container-names', sentence(typeof name === 'string' ? name : ''), name);
}

/** Checks the name of a volume or a target. */
export function checkLabel(at: IConstruct | string, what: string, name: unknown): string {
  return isLabel(name) ? name : refuse(at, 'name', say.notALabel(what), name);
}

/** Checks the name of an object, such as a Secret. */
export function checkObjectName(at: IConstruct | string, what: string, name: unknown): string {
  return isSubdomain(name) ? name : refuse(at, 'name', say.notAnObjectName(what), name);
}

/** True for a DNS name in lower case, as objects and clusters have it (RFC 1123 subdomain). */
export const isSubdomain = (name: unknown): name is string => typeof name === 'string' && name.length <= LONGEST_NAME && SUBDOMAIN.test(name);

/** True for a key of labels or annotations: a name, optionally after `domain/`. */
export function isQualifiedName(key: string): boolean {
  const slash = key.indexOf('/');
  return NAME_OF_KEY.test(key.slice(slash + 1)) && (slash < 0 || isSubdomain(key.slice(0, slash)));
}

/** True for the value of a label. */
export const isLabelValue = (value: unknown): value is string => typeof value === 'string' && (value === '' || NAME_OF_KEY.test(value));

/** Checks a key of a Secret or a ConfigMap. */
export function checkObjectKey(at: IConstruct | string, key: unknown): string {
  return typeof key === 'string' && OBJECT_KEY.test(key) ? key : refuse(at, 'name', say.notAnObjectKey, key);
}

/** True for a name that only the DNS of the cluster can know: names of Services, which have no "_". */
const isInCluster = (host: string): boolean => !host.replace(/\.$/, '').includes('.') || /\.svc(\.|$)/.test(host);

/** Checks a host: a DNS name, an IPv4 or an IPv6 address. */
export function checkHost(at: IConstruct | string, host: unknown): string {
  if (typeof host !== 'string') return refuse(at, 'host', say.notAHost, host);
  checkNothingMissing(at, 'a host', host);
  // Digits alone are read as an address, in any of the old ways to write one; of IPv6, a zone has no place in a URL.
  if (host.includes('_') && isInCluster(host)) return refuse(at, 'host', say.underscoreInHost, host);
  const good = NUMERIC.test(host) ? isIPv4(host) : HOST.test(host) || (isIPv6(host) && !host.includes('%'));
  return good ? host : refuse(at, 'host', say.notAHost, host);
}

/** Checks a TCP port. */
export function checkPort(at: IConstruct | string, port: unknown): number {
  const good = typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= 65535;
  return good ? port : refuse(at, 'ports', say.notAPort, port);
}

/** Checks the name of an environment variable; names of our own are refused. */
export function checkEnvName(at: IConstruct | string, name: string): string {
  if (typeof name !== 'string' || !ENV_NAME.test(name)) return refuse(at, 'env-names', notAnEnvName(typeof name === 'string' ? name : ''), name);
  return name.startsWith('PRELUDE_') ? refuse(at, 'reserved-names', say.reservedEnvName, name) : name;
}

/** True for a path within a directory that is the same however it is written: no "..", no "." and no "//". */
const isPathWithin = (path: unknown): path is string =>
  typeof path === 'string' && path.length <= LONGEST_PATH && path.split('/').every((part) => FILE_NAME.test(part));

/** Checks a path within a directory. */
export const checkPathWithin = (at: IConstruct | string, sentence: string, path: unknown): string =>
  (isPathWithin(path) ? path : refuse(at, 'path', sentence, path));

/** Checks a path within a directory that may be one of a directory: a slash at its end says nothing, and is taken away. */
export const checkDirectoryWithin = (at: IConstruct | string, sentence: string, path: unknown): string =>
  checkPathWithin(at, sentence, typeof path === 'string' ? path.replace(/\/$/, '') : path);

/** Checks names of files that may stand in directories; none may be a directory that another one stands in. */
export function checkPathsWithin(at: IConstruct | string, paths: readonly string[]): void {
  for (const path of paths) if (!isPathWithin(path)) refuse(at, 'path', say.notAPathWithin, path);
  for (const path of paths) {
    const inside = paths.find((other) => other.startsWith(`${path}/`));
    if (inside !== undefined) refuse(at, 'path', say.fileAndDirectory(path, inside), path);
  }
}

/** Checks the name of one file, without directories. */
export function checkFileName(at: IConstruct | string, name: unknown): string {
  return typeof name === 'string' && FILE_NAME.test(name) ? name : refuse(at, 'path', say.notAFileName, name);
}
