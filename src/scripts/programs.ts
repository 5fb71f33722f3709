import { embedded, type ScriptName } from './embedded';

/** A program that containers run: the parts of the script that it is made of, and what it does. */
export interface ProgramSource {
  /** All parts that any container may need, `common` first, the one with the main program last. */
  readonly parts: readonly ScriptName[];
  /** What it does, in words that go on after its name. */
  readonly does: string;
}

/**
 * The programs, each whole: what a program is made of depends on the version of the library and on nothing else, so that
 * all pods of a chart share one text of it. The probes of `wait` are those that there are.
 */
export const programsOf = (scripts: readonly ScriptName[]): Readonly<Record<string, ProgramSource>> => ({
  'wait': {
    parts: [
      'common', 'command', 'trust', 'addresses', 'dialogue', ...scripts.filter((name) => name.startsWith('probe-')), 'clients', 'login-mysql', 'schema-postgres', 'schema-mysql',
      'kube-api', 'watch-job', 'wait',
    ],
    does: 'waits until services are ready',
  },
  'fetch': { parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-https'], does: 'downloads files' },
  'data': { parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-data'], does: 'downloads large files, and goes on where it was stopped' },
  'unpack': { parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'tree', 'fetch-archive'], does: 'downloads an archive and unpacks it' },
  'clone': { parts: ['common', 'attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'], does: 'fetches files of a Git repository' },
  'write': { parts: ['common', 'lock', 'copied', 'publish', 'write-files'], does: 'writes files' },
  'render': { parts: ['common', 'lock', 'copied', 'publish', 'render'], does: 'writes files with values in the place of placeholders' },
  'copy': { parts: ['common', 'files', 'lock', 'copied', 'publish', 'copy-files'], does: 'copies files of ConfigMaps, Secrets and volumes' },
  'copy-image': { parts: ['common', 'lock', 'copied', 'copy-from-image'], does: 'copies files of an image into a volume' },
  'directories': { parts: ['common', 'publish', 'make-directories'], does: 'makes directories' },
  'fix': { parts: ['common', 'entries', 'volume', 'fix-permissions'], does: 'sets or verifies owners and modes in a volume' },
  'verify': { parts: ['common', 'files', 'volume', 'verify-files'], does: 'compares files with what is expected' },
  'scan': { parts: ['common', 'entries', 'volume', 'scan-volume'], does: 'looks for what should not be in a volume' },
  'certificate': { parts: ['common', 'files', 'verify-certificate'], does: 'verifies a certificate and its key' },
  'seed-postgres': { parts: ['common', 'seed-postgres', 'seed'], does: 'seeds a PostgreSQL database once' },
  'seed-mysql': { parts: ['common', 'login-mysql', 'seed-mysql', 'seed'], does: 'seeds a MySQL or MariaDB database once' },
  'run': { parts: ['common', 'command', 'output', 'run'], does: 'runs a command under a deadline' },
  'migrate': {
    parts: ['common', 'command', 'clients', 'schema-postgres', 'hold-postgres', 'login-mysql', 'schema-mysql', 'hold-mysql', 'kube-api', 'hold-lease', 'alone', 'run'],
    does: 'runs a migration under a deadline and a lock, one at a time',
  },
  'clients': { parts: ['common', 'install-clients'], does: 'leaves the client of a database for images that have none' },
  'environment': { parts: ['common', 'command', 'environment'], does: 'sets variables to the values of steps and becomes a command' },
  'install': { parts: ['common', 'install'], does: 'leaves a static busybox for images without a shell' },
});

/** The programs of this version. */
export const PROGRAMS = programsOf(Object.keys(embedded) as ScriptName[]);
