import { runProgram, type Running } from '../support/program';
import { shells } from '../support/shells';
import { findTool } from '../support/tools';
import { nobody } from '../support/volume';
import { PASSWORD } from './seed-helpers';

/** A run of the program `migrate` under a lock of the database, as the user of most tools, by the busybox that containers have. */
export interface MigrateOptions {
  readonly protocol: 'postgres' | 'mysql';
  readonly port: number;
  readonly command: readonly string[];
  readonly timeout?: number;
  readonly grace?: number;
  /** Before `--`, such as `--unless SQL`. */
  readonly flags?: readonly string[];
  readonly password?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function startMigrate({ protocol, port, command, timeout = 30, grace = 2, flags = [], ...options }: MigrateOptions): Running {
  return runProgram({
    shell: shells.find(({ name }) => name === 'busybox')!,
    parts: ['common', 'command', 'clients', 'login-mysql', `schema-${protocol}`, `hold-${protocol}`, 'alone', 'run'],
    name: 'migrate',
    args: [
      '--timeout', `${timeout}`, '--grace', `${grace}`, '--signal', 'TERM', '--alone', protocol, '--host', '127.0.0.1', '--port', `${port}`, ...flags, '--', ...command,
    ],
    env: {
      PRELUDE_BUSYBOX: findTool('busybox')!,
      PRELUDE_DB_USER: 'shop', PRELUDE_DB_DATABASE: 'shop', PRELUDE_DB_PASSWORD: options.password ?? PASSWORD, ...options.env,
    },
    ...nobody,
  });
}
