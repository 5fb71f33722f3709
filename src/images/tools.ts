/*
 * Named interfaces, and not unions of names: the compiler prints the name of an interface, but 300 members of a union.
 */

/** The programs of the busybox image that people write init containers with. */
export interface BusyboxTools {
  readonly ash: true; readonly awk: true; readonly base64: true; readonly basename: true; readonly bc: true; readonly bunzip2: true;
  readonly busybox: true; readonly bzcat: true; readonly bzip2: true; readonly cat: true; readonly chgrp: true; readonly chmod: true;
  readonly chown: true; readonly cksum: true; readonly clear: true; readonly cmp: true; readonly comm: true; readonly cp: true;
  readonly cpio: true; readonly cut: true; readonly date: true; readonly dd: true; readonly df: true; readonly diff: true; readonly dirname: true;
  readonly dos2unix: true; readonly du: true; readonly echo: true; readonly egrep: true; readonly env: true; readonly expand: true;
  readonly expr: true; readonly factor: true; readonly false: true; readonly fgrep: true; readonly find: true; readonly flock: true;
  readonly fold: true; readonly fsync: true; readonly fuser: true; readonly getopt: true; readonly grep: true; readonly groups: true;
  readonly gunzip: true; readonly gzip: true; readonly head: true; readonly hexdump: true; readonly hostname: true; readonly id: true;
  readonly install: true; readonly ip: true; readonly kill: true; readonly killall: true; readonly less: true; readonly ln: true;
  readonly logger: true; readonly ls: true; readonly md5sum: true; readonly mkdir: true; readonly mkfifo: true; readonly mktemp: true;
  readonly more: true; readonly mountpoint: true; readonly mv: true; readonly nc: true; readonly netstat: true; readonly nice: true;
  readonly nl: true; readonly nohup: true; readonly nproc: true; readonly nslookup: true; readonly od: true; readonly paste: true;
  readonly patch: true; readonly pgrep: true; readonly pidof: true; readonly ping: true; readonly pkill: true; readonly printenv: true;
  readonly printf: true; readonly ps: true; readonly pwd: true; readonly readlink: true; readonly realpath: true; readonly rev: true;
  readonly rm: true; readonly rmdir: true; readonly sed: true; readonly seq: true; readonly setsid: true; readonly sh: true;
  readonly sha1sum: true; readonly sha256sum: true; readonly sha512sum: true; readonly shred: true; readonly shuf: true; readonly sleep: true;
  readonly sort: true; readonly split: true; readonly stat: true; readonly strings: true; readonly stty: true; readonly sum: true;
  readonly sync: true; readonly sysctl: true; readonly tac: true; readonly tail: true; readonly tar: true; readonly tee: true;
  readonly test: true; readonly time: true; readonly timeout: true; readonly top: true; readonly touch: true; readonly tr: true;
  readonly traceroute: true; readonly true: true; readonly truncate: true; readonly tty: true; readonly uname: true; readonly unexpand: true;
  readonly uniq: true; readonly unix2dos: true; readonly unlink: true; readonly unxz: true; readonly unzip: true; readonly uptime: true;
  readonly usleep: true; readonly vi: true; readonly watch: true; readonly wc: true; readonly wget: true; readonly which: true;
  readonly whoami: true; readonly xargs: true; readonly xxd: true; readonly xz: true; readonly xzcat: true; readonly yes: true;
  readonly zcat: true;
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
  readonly awk: true; readonly base64: true; readonly basename: true; readonly bash: true; readonly cat: true; readonly chgrp: true;
  readonly chmod: true; readonly chown: true; readonly cksum: true; readonly comm: true; readonly cp: true; readonly cut: true;
  readonly date: true; readonly diff: true; readonly dirname: true; readonly du: true; readonly env: true; readonly expand: true;
  readonly expr: true; readonly false: true; readonly find: true; readonly flock: true; readonly fold: true; readonly grep: true;
  readonly groups: true; readonly gunzip: true; readonly gzip: true; readonly head: true; readonly hostname: true; readonly id: true;
  readonly link: true; readonly ln: true; readonly ls: true; readonly mariadb: true; readonly 'mariadb-admin': true;
  readonly 'mariadb-dump': true; readonly md5sum: true; readonly mkdir: true; readonly mkfifo: true; readonly mktemp: true;
  readonly mountpoint: true; readonly mv: true; readonly nice: true; readonly nl: true; readonly nohup: true; readonly nproc: true;
  readonly od: true; readonly paste: true; readonly printenv: true; readonly printf: true; readonly pwd: true; readonly readlink: true;
  readonly realpath: true; readonly rm: true; readonly rmdir: true; readonly sed: true; readonly seq: true; readonly sh: true;
  readonly sha1sum: true; readonly sha256sum: true; readonly sha512sum: true; readonly shuf: true; readonly sleep: true; readonly sort: true;
  readonly split: true; readonly stat: true; readonly sum: true; readonly sync: true; readonly tac: true; readonly tail: true; readonly tar: true;
  readonly tee: true; readonly test: true; readonly timeout: true; readonly touch: true; readonly tr: true; readonly true: true;
  readonly truncate: true; readonly uname: true; readonly uniq: true; readonly unlink: true; readonly wc: true; readonly whoami: true;
  readonly xargs: true; readonly yes: true;
}

/** The programs of the openssl image: those of busybox, and openssl. */
export interface OpensslTools extends BusyboxTools {
  readonly openssl: true;
}

const words = <T>(text: string) => Object.freeze(text.split(' ')) as readonly (keyof T & string)[];

export const BUSYBOX_TOOLS: readonly string[] = words<BusyboxTools>(
  'ash awk base64 basename bc bunzip2 busybox bzcat bzip2 cat chgrp chmod chown cksum clear cmp comm cp cpio cut date dd df diff dirname ' +
  'dos2unix du echo egrep env expand expr factor false fgrep find flock fold fsync fuser getopt grep groups gunzip gzip head hexdump ' +
  'hostname id install ip kill killall less ln logger ls md5sum mkdir mkfifo mktemp more mountpoint mv nc netstat nice nl nohup nproc ' +
  'nslookup od paste patch pgrep pidof ping pkill printenv printf ps pwd readlink realpath rev rm rmdir sed seq setsid sh sha1sum ' +
  'sha256sum sha512sum shred shuf sleep sort split stat strings stty sum sync sysctl tac tail tar tee test time timeout top touch tr ' +
  'traceroute true truncate tty uname unexpand uniq unix2dos unlink unxz unzip uptime usleep vi watch wc wget which whoami xargs xxd xz ' +
  'xzcat yes zcat');
export const CURL_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'curl'];
export const GIT_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'git', 'ssh', 'ssh-keyscan'];
export const OPENSSL_TOOLS: readonly string[] = [...BUSYBOX_TOOLS, 'openssl'];
export const POSTGRES_TOOLS: readonly string[] = [
  ...BUSYBOX_TOOLS, ...words<PostgresTools>('createdb createuser dropdb pg_dump pg_isready pg_restore psql'),
];
export const MARIADB_TOOLS: readonly string[] = words<MariadbTools>(
  'awk base64 basename bash cat chgrp chmod chown cksum comm cp cut date diff dirname du env expand expr false find flock fold grep groups ' +
  'gunzip gzip head hostname id link ln ls mariadb mariadb-admin mariadb-dump md5sum mkdir mkfifo mktemp mountpoint mv nice nl nohup nproc ' +
  'od paste printenv printf pwd readlink realpath rm rmdir sed seq sh sha1sum sha256sum sha512sum shuf sleep sort split stat sum sync tac ' +
  'tail tar tee test timeout touch tr true truncate uname uniq unlink wc whoami xargs yes');
