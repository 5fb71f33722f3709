/*
 * Named interfaces, and not unions of names: the compiler prints the name of an interface, but 300 members of a union.
 */

/** The programs of the busybox image that people write init containers with. */
export interface BusyboxTools {
  readonly ash: true; readonly awk: true; readonly base64: true; readonly basename: true; readonly busybox: true; readonly cat: true;
  readonly chgrp: true; readonly chmod: true; readonly chown: true; readonly cmp: true; readonly cp: true; readonly cut: true;
  readonly date: true; readonly dd: true; readonly df: true; readonly diff: true; readonly dirname: true; readonly du: true;
  readonly echo: true; readonly egrep: true; readonly env: true; readonly expr: true; readonly false: true; readonly fgrep: true;
  readonly find: true; readonly grep: true; readonly gunzip: true; readonly gzip: true; readonly head: true; readonly hostname: true;
  readonly id: true; readonly install: true; readonly ip: true; readonly kill: true; readonly ln: true; readonly ls: true; readonly md5sum: true;
  readonly mkdir: true; readonly mkfifo: true; readonly mktemp: true; readonly mv: true; readonly nc: true; readonly nslookup: true;
  readonly od: true; readonly printenv: true; readonly printf: true; readonly ps: true; readonly pwd: true; readonly readlink: true;
  readonly realpath: true; readonly rm: true; readonly rmdir: true; readonly sed: true; readonly seq: true; readonly sh: true;
  readonly sha1sum: true; readonly sha256sum: true; readonly sha512sum: true; readonly sleep: true; readonly sort: true; readonly stat: true;
  readonly stty: true; readonly sync: true; readonly sysctl: true; readonly tail: true; readonly tar: true; readonly tee: true; readonly test: true;
  readonly timeout: true; readonly touch: true; readonly tr: true; readonly true: true; readonly truncate: true; readonly uname: true;
  readonly uniq: true; readonly unzip: true; readonly vi: true; readonly wc: true; readonly wget: true; readonly which: true;
  readonly whoami: true; readonly xargs: true; readonly yes: true;
}

/** The programs of the curl image: those of busybox, and curl. */
export interface CurlTools extends BusyboxTools {
  readonly curl: true;
}

/** The programs of the git image: those of busybox, git and ssh. */
export interface GitTools extends BusyboxTools {
  readonly git: true;
  readonly ssh: true;
  readonly 'ssh-keyscan': true;
}

/** The programs of the PostgreSQL image: those of busybox, and the database's clients. */
export interface PostgresTools extends BusyboxTools {
  readonly createdb: true; readonly createuser: true; readonly dropdb: true; readonly pg_dump: true; readonly pg_isready: true;
  readonly pg_restore: true; readonly psql: true;
}

/** The programs of the MariaDB image: those of Ubuntu that people write scripts with, and the database's clients. */
export interface MariadbTools {
  readonly awk: true; readonly base64: true; readonly basename: true; readonly bash: true; readonly cat: true; readonly chmod: true;
  readonly cp: true; readonly cut: true; readonly date: true; readonly dirname: true; readonly env: true; readonly false: true;
  readonly find: true; readonly grep: true; readonly gunzip: true; readonly gzip: true; readonly head: true; readonly id: true;
  readonly ln: true; readonly ls: true; readonly mariadb: true; readonly 'mariadb-admin': true; readonly 'mariadb-dump': true;
  readonly mkdir: true; readonly mv: true; readonly printf: true; readonly rm: true; readonly sed: true; readonly seq: true; readonly sh: true;
  readonly sha256sum: true; readonly sleep: true; readonly sort: true; readonly tail: true; readonly tar: true; readonly test: true;
  readonly timeout: true; readonly tr: true; readonly true: true; readonly wc: true; readonly xargs: true;
}

/** The programs of the openssl image: those of busybox, and openssl. */
export interface OpensslTools extends BusyboxTools {
  readonly openssl: true;
}

const words = <T>(text: string) => Object.freeze(text.split(' ')) as readonly (keyof T & string)[];

export const BUSYBOX_TOOLS: readonly string[] = words<BusyboxTools>(
  'ash awk base64 basename busybox cat chgrp chmod chown cmp cp cut date dd df diff dirname du echo egrep env expr false fgrep ' +
  'find grep gunzip gzip head hostname id install ip kill ln ls md5sum mkdir mkfifo mktemp mv nc nslookup od printenv printf ps pwd ' +
  'readlink realpath rm rmdir sed seq sh sha1sum sha256sum sha512sum sleep sort stat stty sync sysctl tail tar tee test timeout touch tr ' +
  'true truncate uname uniq unzip vi wc wget which whoami xargs yes');
export const CURL_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'curl'];
export const GIT_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'git', 'ssh', 'ssh-keyscan'];
export const OPENSSL_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'openssl'];
export const POSTGRES_TOOLS: readonly string[] = [
  ...BUSYBOX_TOOLS, ...words<PostgresTools>('createdb createuser dropdb pg_dump pg_isready pg_restore psql'),
];
export const MARIADB_TOOLS: readonly string[] = words<MariadbTools>(
  'awk base64 basename bash cat chmod cp cut date dirname env false find grep gunzip gzip head id ln ls mariadb mariadb-admin mariadb-dump mkdir ' +
  'mv printf rm sed seq sh sha256sum sleep sort tail tar test timeout tr true wc xargs');
