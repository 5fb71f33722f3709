import { HELPER_DIGESTS } from './helper-digests';
import { Image } from './image';
import {
  BUSYBOX_TOOLS, type BusyboxTools, CURL_TOOLS, type CurlTools, GIT_TOOLS, type GitTools, MARIADB_TOOLS, type MariadbTools, OPENSSL_TOOLS,
  type OpensslTools, POSTGRES_TOOLS, type PostgresTools,
} from './tools';

/** nobody: every image of the catalogue has this user in its /etc/passwd, which ssh insists on. */
export const NOBODY = 65534;

const BUSYBOX = 'docker.io/library/busybox:1.37.0-musl';
const CURL = 'docker.io/curlimages/curl:8.11.1';
const GIT = 'docker.io/alpine/git:v2.47.1';
const OPENSSL = 'docker.io/alpine/openssl:3.5.4';
const POSTGRES = 'docker.io/library/postgres:17.2-alpine3.21';
const MARIADB = 'docker.io/library/mariadb:11.4.4';

/** The images that the library's own steps run in. */
export interface HelperImages {
  /** A static busybox: waits, permissions, the helper. */
  readonly busybox: Image<typeof BUSYBOX, BusyboxTools>;
  /** curl on busybox: everything over TLS. */
  readonly curl: Image<typeof CURL, CurlTools>;
  /** git with an ssh client, on busybox. */
  readonly git: Image<typeof GIT, GitTools>;
  /** openssl on busybox: certificates. */
  readonly openssl: Image<typeof OPENSSL, OpensslTools>;
  /** The clients of PostgreSQL (psql, pg_dump), on busybox. */
  readonly postgres: Image<typeof POSTGRES, PostgresTools>;
  /** The clients of MariaDB, which speak with MySQL as well. */
  readonly mariadb: Image<typeof MARIADB, MariadbTools>;
}

/**
 * The images that the library's own steps run in: small, for linux/amd64 and linux/arm64, as user 65534.
 * A standard moves all of them at once (`registryMap`), or puts others in
 * their place (`helperImages`).
 */
export const helperImages: HelperImages = Object.freeze({
  busybox: new Image<typeof BUSYBOX, BusyboxTools>(BUSYBOX, { user: NOBODY, group: NOBODY, tools: BUSYBOX_TOOLS }),
  curl: new Image<typeof CURL, CurlTools>(CURL, { user: NOBODY, group: NOBODY, tools: CURL_TOOLS }),
  git: new Image<typeof GIT, GitTools>(GIT, { user: NOBODY, group: NOBODY, tools: GIT_TOOLS }),
  openssl: new Image<typeof OPENSSL, OpensslTools>(OPENSSL, { user: NOBODY, group: NOBODY, tools: OPENSSL_TOOLS }),
  postgres: new Image<typeof POSTGRES, PostgresTools>(POSTGRES, { user: NOBODY, group: NOBODY, tools: POSTGRES_TOOLS }),
  mariadb: new Image<typeof MARIADB, MariadbTools>(MARIADB, { user: NOBODY, group: NOBODY, tools: MARIADB_TOOLS }),
});

/** The same image by its digest, where one is known for its reference. */
export const byDigest = (image: Image, digests: Readonly<Record<string, string>> = HELPER_DIGESTS): Image =>
  (digests[image.reference] === undefined ? image : new Image(`${image.reference}@${digests[image.reference]}`, { ...image, user: image.user }));

/** The helper images by their digests, as far as those are known: for standards that ask for digests. */
export const helperImagesByDigest: Readonly<Record<HelperName, Image>> = Object.freeze(Object.fromEntries(
  Object.entries(helperImages).map(([name, image]) => [name, byDigest(image as Image)]),
)) as Readonly<Record<HelperName, Image>>;

/** The image that was given, or that which scripts run in where none was. */
export type OrBusybox<I> = [I] extends [never] ? HelperImages['busybox'] : I;

/** What a helper image is for. */
export type HelperName = keyof HelperImages;

export const HELPER_NAMES: readonly HelperName[] = Object.freeze(Object.keys(helperImages) as HelperName[]);
