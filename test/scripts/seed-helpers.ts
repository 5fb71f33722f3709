import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram, type Running } from '../support/program';
import type { Shell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { nobody } from '../support/volume';

/** A run of the program `seed`, as the user of most steps. */
export interface SeedOptions {
  readonly shell: Shell;
  readonly protocol: 'postgres' | 'mysql';
  readonly port: number;
  /** What is run: text as it is, or a file of an earlier step. */
  readonly sql: readonly (string | { readonly file: string })[];
  readonly marker?: string;
  readonly version?: number;
  readonly timeout?: number;
  readonly flags?: readonly string[];
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly host?: string;
  readonly uid?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export const PASSWORD = "it's a $ecret `id` \\";

export function startSeed({ shell, protocol, port, sql, uid, ...options }: SeedOptions): Running {
  const pieces = sql.flatMap((piece, index) => (
    typeof piece === 'string' ? ['--text', `sql-${index + 1}`, piece] : ['--file', piece.file.split('/').at(-1)!, piece.file]));
  return runProgram({
    shell,
    parts: ['common', 'login-mysql', `seed-${protocol}`, 'seed'],
    name: 'seed',
    args: [
      '--timeout', String(options.timeout ?? 20), '--host', options.host ?? '127.0.0.1', '--port', String(port),
      '--marker', options.marker ?? 'shop', '--version', String(options.version ?? 1), ...(options.flags ?? []), '--', ...pieces,
    ],
    env: {
      PRELUDE_SEED_USER: options.user ?? 'shop',
      PRELUDE_SEED_DATABASE: options.database ?? 'shop',
      [protocol === 'postgres' ? 'PGPASSWORD' : 'MYSQL_PWD']: options.password ?? PASSWORD,
      ...options.env,
    },
    ...(uid === undefined ? nobody : { uid, gid: uid }),
  });
}

/** A file that any user can read. */
export function sqlFile(name: string, text: string | Buffer): { readonly file: string } {
  const file = join(temporaryDirectory('prelude-seed-', 0o755), name);
  writeFileSync(file, text);
  chmodSync(file, 0o644);
  return { file };
}

/** Values that a shell, a client or Kubernetes might take for something else. */
export const ODD_VALUES: readonly string[] = [
  "it's", '"', '`id`', '$(id)', '$HOME', '$$', '$(DB_HOST)', '\\', '\\n', '\\! touch /tmp/prelude-was-here', ':marker', ":'marker'", ';', '-- no comment',
  '/* none */', '*', '%s', '-e', ' ends with a space ', 'line\nbreak', 'carriage\r\nreturn', '\ttab', 'Zürich 🚲', 'delimiter ;;', '\\.', '$prelude$', 'prelude: done',
];
