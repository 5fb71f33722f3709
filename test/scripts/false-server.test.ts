import { runProgram } from '../support/program';
import { type Certificates, makeCertificates } from '../support/servers/certificates';
import { type FalseMysql, startFalseMysql } from '../support/servers/false-mysql';
import { type Shell, inOneShell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { nobody } from '../support/volume';

const SECRET = 'hunter2-marked-7c1e';

/** The programs that log in, against who stands in the place of the database. */
const PROGRAMS: Readonly<Record<string, (shell: Shell, port: number, ca: readonly string[]) => Parameters<typeof runProgram>[0]>> = {
  seed: (shell, port, ca) => ({
    shell, parts: ['common', 'login-mysql', 'seed-mysql', 'seed'], ...nobody,
    args: ['--timeout', '4', '--host', '127.0.0.1', '--port', `${port}`, ...ca, '--marker', 'm', '--version', '1', '--', '--text', 'sql', 'SELECT 1;'],
    env: { PRELUDE_SEED_USER: 'shop', PRELUDE_SEED_DATABASE: 'shop', MYSQL_PWD: SECRET },
  }),
  migrate: (shell, port, ca) => ({
    shell, parts: ['common', 'command', 'clients', 'login-mysql', 'schema-mysql', 'hold-mysql', 'alone', 'run'], ...nobody,
    args: ['--timeout', '4', '--grace', '1', '--signal', 'TERM', '--alone', 'mysql', '--host', '127.0.0.1', '--port', `${port}`, ...ca, '--', '/bin/true'],
    env: { PRELUDE_BUSYBOX: findTool('busybox')!, PRELUDE_DB_USER: 'shop', PRELUDE_DB_DATABASE: 'shop', PRELUDE_DB_PASSWORD: SECRET },
  }),
  wait: (shell, port, ca) => ({
    shell, parts: ['common', 'clients', 'login-mysql', 'schema-mysql', 'probe-migrated', 'wait'], ...nobody,
    args: ['--timeout', '3', `schema=migrated://127.0.0.1:${port}`, '--kind', 'mysql', '--login', 'DB', ...ca, '--question', "SELECT 'there 1'", '--attempt', '15'],
    env: { DB_USER: 'shop', DB_DATABASE: 'shop', DB_PASSWORD: SECRET },
  }),
};

describeWith(['busybox', 'mariadb', 'openssl'], 'a server that is not the database', () => {
  let server: FalseMysql | undefined;
  let tls: Certificates;
  beforeAll(() => { tls = makeCertificates(); });
  afterEach(() => server?.close());

  inOneShell((shell) => {
    describe.each(Object.entries(PROGRAMS))('%s', (_, of) => {
      const run = async (plugin: string, ca: readonly string[] = []) => {
        server = await startFalseMysql(plugin);
        return { exit: await runProgram(of(shell, server.port, ca)).exit, told: server.told(), logins: server.logins() };
      };

      test.each(['mysql_clear_password', 'dialog', 'sha256_password'])('is not told the password by %s, and the message says why', async (plugin) => {
        const { exit, told, logins } = await run(plugin);
        expect(logins).toBeGreaterThan(0);
        expect(told).not.toContain(SECRET);
        expect(exit.output + exit.terminationMessage).not.toContain(SECRET);
        expect([exit.code === 0, exit.terminationMessage]).toEqual([
          false, expect.stringContaining(`the server wants the login by ${plugin}, which may tell it the password, and without ca nobody knows who it is: nothing was told`),
        ]);
      });

      test('may ask as MySQL 8 does: it gets a proof that the password is known', async () => {
        const { exit, told, logins } = await run('caching_sha2_password');
        // A digest of 32 bytes each time, in its packet.
        expect([logins > 0, told.length % (4 + 32), told.includes(SECRET)]).toEqual([true, 0, false]);
        expect(told).not.toBe('');
        expect(exit.terminationMessage).not.toContain('nothing was told');
      });

      test('with a ca, is told nothing at all where it has no TLS', async () => {
        const { exit, told, logins } = await run('mysql_clear_password', ['--ca', tls.ca]);
        expect([logins, told, exit.code === 0]).toEqual([0, '', false]);
        expect(exit.output).toMatch(/TLS|SSL/);
      });
    });
  });
});
