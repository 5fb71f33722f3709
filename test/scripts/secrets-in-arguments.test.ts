import { mkdtempSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { golangMigrate } from '../../src';
import { questionFor } from '../../src/migration-tools/question';
import { watched } from '../support/exec-log';
import { type Exit, runProgram } from '../support/program';
import { type Certificates, makeCertificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { type Mariadb, startMariadb } from '../support/servers/mariadb';
import { type Postgres, startPostgres } from '../support/servers/postgres';
import { inOneShell, type Shell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { emptyVolume, nobody } from '../support/volume';

/** Nothing else has this in its arguments. Base64 of it is looked for too. */
const SECRET = 'hunter2-marked-7c1e';
const FETCH = ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked'];

/** Each program as a step runs it, against a real server that wants the secret. The list of processes shows arguments to every user of a node. */
describeWith(['gcc', 'busybox', 'dash', 'curl', 'git', 'openssl', 'postgres', 'psql', 'mariadbd', 'mariadb'], 'no secret is an argument of anything that a step starts', () => {
  const keep = keepServers();
  let tls: Certificates;
  let repositories: Repositories;
  let postgres: Postgres;
  let mariadb: Mariadb;
  beforeAll(async () => {
    tls = makeCertificates();
    repositories = makeRepositories();
    repositories.create('shop.git').commit({ README: 'one\n' });
    [postgres, mariadb] = await Promise.all([startPostgres(), startMariadb()]);
    postgres.sql(`CREATE ROLE shop LOGIN PASSWORD '${SECRET}'`);
    postgres.sql('CREATE DATABASE shop OWNER shop');
    mariadb.sql(`CREATE DATABASE shop; CREATE USER shop@'%' IDENTIFIED BY '${SECRET}'; GRANT ALL ON shop.* TO shop@'%';`);
  }, 120_000);
  afterAll(() => Promise.all([postgres?.stop(), mariadb?.stop()]));

  inOneShell((shell) => {
    interface Program {
      readonly parts: readonly string[];
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    }

    /** How it ended, all arguments that were seen, and those with the secret in any form. */
    const run = async ({ parts, args, env }: Program) => {
      const { shell: seen, started } = watched(shell as Shell);
      const exit: Exit = await runProgram({ shell: seen, parts, args: ['--timeout', '40', ...args], env, ...nobody }).exit;
      const all = started();
      const forms = [SECRET, ...[SECRET, `ci:${SECRET}`, `git:${SECRET}`].map((text) => Buffer.from(text).toString('base64').slice(0, 20))];
      return { exit, all, found: all.filter((words) => words.slice(1).some((word) => forms.some((form) => word.includes(form)))) };
    };
    const keyed = async (wanted: string) => keep(await startServer((request, response) => {
      response.writeHead(request.headers.authorization === wanted ? 200 : 401).end('x');
    }, tls.good));
    const basic = `Basic ${Buffer.from(`ci:${SECRET}`).toString('base64')}`;
    const header = ['--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'TOKEN'];
    const server = (kind: 'postgres' | 'mysql') => ({ kind, port: String(kind === 'postgres' ? postgres.port : mariadb.port) });
    const question = (kind: 'postgres' | 'mysql') => questionFor('test', golangMigrate(), kind, { version: 0 });
    const login = { PRELUDE_DB_USER: 'shop', PRELUDE_DB_DATABASE: 'shop', PRELUDE_DB_PASSWORD: SECRET, PRELUDE_BUSYBOX: findTool('busybox')! };

    const PROGRAMS: Readonly<Record<string, { readonly uses: RegExp; readonly of: () => Promise<Program> }>> = {
      'fetch, with a token': {
        uses: /curl/,
        of: async () => ({
          parts: [...FETCH, 'fetch-https'], args: ['--to', emptyVolume(), `a=${(await keyed(`Bearer ${SECRET}`)).url('/a')}`, '--ca', tls.ca, ...header], env: { TOKEN: SECRET },
        }),
      },
      'data, with a login': {
        uses: /curl/,
        of: async () => ({
          parts: [...FETCH, 'fetch-data'], env: { LOGIN: 'ci', PASSWORD: SECRET },
          args: ['--to', emptyVolume(), '--total-bytes', '1000', `a=${(await keyed(basic)).url('/a')}`, '--ca', tls.ca, '--basic-from-env', 'Authorization', 'LOGIN', 'PASSWORD'],
        }),
      },
      'clone, with a token': {
        uses: /git/,
        of: async () => ({
          parts: ['common', 'attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'], env: { TOKEN: SECRET },
          args: [
            '--to', emptyVolume(), '--work', emptyVolume(), '--repository', keep(await startServer(gitHandler(repositories.root, { login: `git:${SECRET}` }), tls.good)).url('/shop.git'),
            '--ca', tls.ca, '--token-from-env', 'TOKEN',
          ],
        }),
      },
      'wait over https, with a token': {
        uses: /curl/,
        of: async () => ({
          parts: ['common', 'addresses', 'dialogue', 'trust', 'probe-http', 'probe-https', 'wait'], args: [`web=${(await keyed(`Bearer ${SECRET}`)).url('/')}`, '--ca', tls.ca, ...header],
          env: { TOKEN: SECRET },
        }),
      },
      'wait over http, with a login': {
        uses: /nc/,
        of: async () => ({
          parts: ['common', 'addresses', 'dialogue', 'probe-http', 'wait'], env: { LOGIN: 'ci', PASSWORD: SECRET },
          args: [
            `web=${keep(await startServer((request, response) => { response.writeHead(request.headers.authorization === basic ? 200 : 401).end(); })).url('/')}`,
            '--basic-from-env', 'Authorization', 'LOGIN', 'PASSWORD',
          ],
        }),
      },
      'render, with a value of a Secret': {
        uses: /busybox/,
        of: async () => ({
          parts: ['common', 'lock', 'publish', 'render'], args: ['--to', emptyVolume(), '--file', 'app.json', '0600', '--text', '{"password":', '--json', 'PASSWORD', '--text', '}', '--value', 'PASSWORD'],
          env: { PASSWORD: SECRET },
        }),
      },
      ...Object.fromEntries((['postgres', 'mysql'] as const).flatMap((kind) => [
        [`seed in ${kind}`, {
          uses: /psql|mariadb/,
          of: async () => ({
            parts: ['common', 'login-mysql', `seed-${kind}`, 'seed'], args: ['--host', '127.0.0.1', '--port', server(kind).port, '--marker', 'm', '--version', '1', '--', '--text', 'sql', 'CREATE TABLE seeded (a int);'],
            env: { PRELUDE_SEED_USER: 'shop', PRELUDE_SEED_DATABASE: 'shop', [kind === 'postgres' ? 'PGPASSWORD' : 'MYSQL_PWD']: SECRET },
          }),
        }],
        [`migration under a lock in ${kind}`, {
          uses: /psql|mariadb/,
          of: async () => ({
            parts: ['common', 'command', 'clients', 'login-mysql', `schema-${kind}`, `hold-${kind}`, 'alone', 'run'], env: { ...login, TOOL_PASSWORD: SECRET },
            args: [
              '--grace', '2', '--signal', 'TERM', '--alone', kind, '--host', '127.0.0.1', '--port', server(kind).port, '--unless', question(kind), '--',
              findTool('dash')!, '-c', 'test -n "$TOOL_PASSWORD"',
            ],
          }),
        }],
        [`wait for a schema in ${kind}`, {
          uses: /psql|mariadb/,
          of: async () => ({
            parts: ['common', 'clients', 'login-mysql', `schema-${kind}`, 'probe-migrated', 'wait'],
            args: [`schema=migrated://127.0.0.1:${server(kind).port}`, '--kind', kind, '--login', 'PRELUDE_DB_SCHEMA', '--question', "SELECT 'there 1'", '--repair', 'x', '--attempt', '15'],
            env: { PRELUDE_DB_SCHEMA_USER: 'shop', PRELUDE_DB_SCHEMA_DATABASE: 'shop', PRELUDE_DB_SCHEMA_PASSWORD: SECRET },
          }),
        }],
      ])),
    };

    test.each(Object.entries(PROGRAMS))('%s', async (_, { uses, of }) => {
      const { exit, all, found } = await run(await of());
      // It has done its work, with what it starts for it.
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      expect(all.map(([file]) => file).join(' ')).toMatch(uses);
      expect(found).toEqual([]);
      expect(exit.output).not.toContain(SECRET);
    }, 60_000);

    test('where one is, this test finds it, though it is there for a moment only', async () => {
      const bare = { parts: ['common', 'command', 'run'], env: { TOKEN: SECRET, PRELUDE_BUSYBOX: findTool('busybox')! } };
      const of = (script: string) => run({ ...bare, args: ['--grace', '2', '--', findTool('dash')!, '-c', script] });
      expect(await of('/bin/true "$TOKEN"')).toMatchObject({ exit: { code: 0 }, found: [['/bin/true', SECRET]] });
      expect(await of('/bin/true "$(printf "ci:%s" "$TOKEN" | base64)"')).toMatchObject({ exit: { code: 0 }, found: [['/bin/true', Buffer.from(`ci:${SECRET}`).toString('base64')]] });
      expect(await of('exec /bin/true')).toMatchObject({ exit: { code: 0 }, found: [] });
    });

    test('a variable whose name no shell can write goes through the arguments of env, as the docs say; others of the same step do not', async () => {
      const directory = mkdtempSync(join(tmpdir(), 'prelude-values-'));
      chmodSync(directory, 0o755);
      writeFileSync(join(directory, 'DB_PASSWORD'), SECRET, { mode: 0o644 });
      const start = async (env: Readonly<Record<string, string>>) => {
        const { shell: seen, started } = watched(shell as Shell);
        const exit = await runProgram({
          shell: seen, parts: ['common', 'command', 'environment'], args: ['--from', directory, 'DB_PASSWORD', '--', '/bin/true'], ...nobody, env: { PRELUDE_BUSYBOX: findTool('busybox')!, ...env },
        }).exit;
        expect(exit.code).toBe(0);
        return started().filter((words) => words.some((word) => word.includes(SECRET)));
      };
      expect(await start({ OTHER: SECRET })).toEqual([]);
      expect(await start({ 'spring.datasource.password': SECRET })).not.toEqual([]);
    });
  });
});
