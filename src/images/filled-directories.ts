import type { Image } from './image';

/**
 * Directories that images fill, by the last part of the repository's name, so that a mirror's copy is known too. A directory
 * belongs here where the program does not work, or works otherwise than people think, once something else is mounted over it.
 * Empty directories that are made to be mounted over (/docker-entrypoint-initdb.d, /etc/mysql/conf.d) do not.
 */
const SYSTEM = ['/bin', '/lib', '/usr/bin', '/usr/lib'];
const NGINX = ['/etc/nginx', '/etc/nginx/conf.d', '/usr/share/nginx/html'];
const FILLED: Readonly<Record<string, readonly string[]>> = {
  'busybox': ['/bin'],
  'alpine': SYSTEM,
  'debian': SYSTEM,
  'ubuntu': SYSTEM,
  'nginx': NGINX,
  'nginx-unprivileged': NGINX,
  'httpd': ['/usr/local/apache2', '/usr/local/apache2/conf', '/usr/local/apache2/htdocs'],
  'mariadb': ['/etc/mysql', '/etc/mysql/mariadb.conf.d'],
  'mysql': ['/etc/mysql'],
  'php': ['/usr/local/etc/php', '/usr/local/etc/php/conf.d', '/usr/local/etc/php-fpm.d'],
  'tomcat': ['/usr/local/tomcat', '/usr/local/tomcat/conf'],
  'caddy': ['/etc/caddy', '/usr/share/caddy'],
  'grafana': ['/etc/grafana', '/usr/share/grafana'],
  'rabbitmq': ['/etc/rabbitmq', '/etc/rabbitmq/conf.d'],
  'elasticsearch': ['/usr/share/elasticsearch', '/usr/share/elasticsearch/config'],
  'keycloak': ['/opt/keycloak', '/opt/keycloak/conf'],
};

/** Where a step that copies a directory of an image has its volume: the rule over the rendered pod knows it by that. */
export const COPY_DIRECTORY = '/prelude-copy';

const NONE: readonly string[] = Object.freeze([]);

/** The directories that the image of a reference is known to fill. */
export function filledByCatalogue(reference: string): readonly string[] {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const end = name.search(/[:@]/);
  const repository = end < 0 ? name : name.slice(0, end);
  return Object.hasOwn(FILLED, repository) ? FILLED[repository]! : NONE;
}

/** The directories that an image fills: those of the catalogue, and those that its user has named. */
export function filledBy({ reference, filledDirectories }: Image): readonly string[] {
  const known = filledByCatalogue(reference);
  return filledDirectories === undefined ? known : [...known, ...filledDirectories];
}

/** The first of these directories that something mounted at a path hides: the directory itself, or one below. */
export function hiddenBy(path: string, filled: readonly string[]): string | undefined {
  return filled.find((directory) => directory === path || path === '/' || directory.startsWith(`${path}/`));
}

/** A volume that is mounted over an image. */
export interface MountOverImage {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | undefined;
  /** True where it is meant to hide what the image has there. */
  readonly isMeant: boolean;
}

/** A volume that a step has filled with what an image has in a directory. */
export interface ImageCopy {
  readonly volume: string;
  readonly directory: string;
}

/** The mounts that hide a directory which the image fills: neither meant to, nor of a volume that holds a copy of that directory. */
export function hidingMounts<M extends MountOverImage>(
  mounts: readonly M[], filled: readonly string[], copies: () => readonly ImageCopy[],
): ReadonlyArray<{ readonly mount: M; readonly directory: string }> {
  return mounts.flatMap((mount) => {
    const { volume, path, subPath = '', isMeant } = mount;
    const directory = isMeant || path === '' ? undefined : hiddenBy(path, filled);
    const isCopy = directory !== undefined && subPath === '' && copies().some((copy) => copy.volume === volume && copy.directory === path);
    return directory === undefined || isCopy ? [] : [{ mount, directory }];
  });
}
