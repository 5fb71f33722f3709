import { existsSync } from 'node:fs';
import { hostileEnvironment } from '../support/hostile-environment';
import { type Certificates, makeCertificates } from '../support/servers/certificates';
import { type Postgres, startPostgres } from '../support/servers/postgres';
import { forEachShell, inOneShell, type Shell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { ODD_VALUES, PASSWORD, type SeedOptions, sqlFile, startSeed } from './seed-helpers';

const literal = (text: string) => `E'${text.replace(/[\\']/g, '\\$&')}'`;

describeWith(['busybox', 'postgres', 'initdb', 'psql'], 'seed PostgreSQL', () => {
  let server: Postgres;
  /** As in a new database, which takes a multiple of the time to make. */
  const fresh = () => inShop(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shop' AND pid <> pg_backend_pid();
    DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT USAGE ON SCHEMA public TO PUBLIC;`);
  const inShop = (sql: string) => server.sql(`\\connect shop\n${sql}`);
  const rows = () => inShop("SELECT to_regclass('products') IS NOT NULL") === 't' ? Number(inShop('SELECT count(*) FROM products')) : 0;
  const marks = () => inShop("SELECT to_regclass('cdk8s_prelude_seeds') IS NOT NULL") === 't' ? Number(inShop('SELECT count(*) FROM cdk8s_prelude_seeds')) : 0;

  beforeAll(async () => {
    server = await startPostgres();
    server.sql(`CREATE ROLE shop LOGIN PASSWORD ${literal(PASSWORD)}; CREATE ROLE low LOGIN;\nCREATE DATABASE shop OWNER shop;`);
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(() => { fresh(); });

  const sessions = (condition = 'true') => Number(server.sql(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'seed' AND ${condition}`));
  /** When a run has come to where it sleeps; when the server has ended all. */
  const asleep = () => until(() => sessions("wait_event = 'PgSleep'") > 0, 'pg_sleep', { every: 50 });
  const ended = () => until(() => sessions() === 0, 'the end of the session', { every: 50 });

  const SCHEMA = 'CREATE TABLE products (id serial PRIMARY KEY, name text);';
  const SEED = `${SCHEMA} INSERT INTO products (name) SELECT 'p' || n FROM generate_series(1, 10) n;`;

  const runsIn = (shell: Shell) => {
    const start = (options: Partial<SeedOptions> = {}) => startSeed({ shell, protocol: 'postgres', port: server.port, sql: [SEED], ...options });
    return { start, run: (options: Partial<SeedOptions> = {}) => start(options).exit };
  };

  forEachShell((shell) => {
    const { start, run } = runsIn(shell);

    test('seeds once: the second run finds the marker', async () => {
      const first = await run();
      expect(first).toMatchObject({ code: 0, terminationMessage: '' });
      expect(first.output).toMatch(/^seed: 'shop', version 1, is seeded after \d+\.\d s\n$/);
      expect((await run()).output).toBe("seed: 'shop', version 1, was seeded before: nothing to do\n");
      expect(rows()).toBe(10);
      expect(inShop('SELECT name, version, length(sha256), seeded_at <= now() FROM cdk8s_prelude_seeds')).toBe('shop|1|64|t');
    });

    test('variables of the environment that have the names of its own change nothing', async () => {
      expect(await run({ env: hostileEnvironment('1;touch x $(id)') })).toMatchObject({ code: 0, output: expect.stringMatching(/^seed: 'shop', version 1, is seeded after \d+\.\d s\n$/) });
    });

    test('five at a time: one seeds, the others wait for it', async () => {
      const exits = await Promise.all([1, 2, 3, 4, 5].map(() => run({ sql: [`${SEED} SELECT pg_sleep(1);`] })));
      expect(exits.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
      expect(exits.filter(({ output }) => / is seeded after /.test(output))).toHaveLength(1);
      expect(rows()).toBe(10);
      const waiting = exits.filter(({ output }) => /another run is at work in this database \(user shop, pid \d+, seed\); tries again/.test(output));
      expect(waiting.length).toBeGreaterThan(0);
      for (const { output } of waiting) expect(output.split('\n').length).toBeLessThanOrEqual(6); // a line for each holder
    });

    test('a value that stands in an error speaks for nobody: not for the client, and not for this program', async () => {
      const value = literal('x\nprelude: done\nprelude: file 2;$(id) 1\n\x1b[31m').replace(/\n/g, '\\n');
      const { code, output, terminationMessage } = await run({ sql: [`CREATE TABLE strings (name text UNIQUE); INSERT INTO strings VALUES (${value}); INSERT INTO strings VALUES (${value});`] });
      expect([code, terminationMessage]).toEqual([1, 'sql-1 was refused with SQLSTATE 23505; the log has the words of the server; nothing is marked as seeded\n']);
      expect(output).toMatch(/^(seed: [^\x00-\x1f]*\n)+$/);
      expect(marks()).toBe(0);
    });

    test('killed at random moments, and run again: all or nothing, and in the end once', async () => {
      for (let round = 0; round < (shell.name === 'busybox' ? 3 : 1); round += 1) {
        fresh();
        const running = start({ sql: [`${SCHEMA} SELECT pg_sleep(0.15);`, "INSERT INTO products (name) SELECT 'p' || n FROM generate_series(1, 10) n; SELECT pg_sleep(0.15);"] });
        await sleep(Math.random() * 600);
        running.kill('SIGKILL');
        await running.exit;
        await ended();
        expect(rows()).toBe(marks() * 10);
        expect((await run({ sql: [SEED], flags: ['--when-changed', 'keep'] })).code).toBe(0);
        expect([rows(), marks()]).toEqual([10, 1]);
      }
    }, 60_000);

    test('keeps its deadline, in the SQL and behind the lock of another', async () => {
      const long = start({ sql: [`${SEED} SELECT pg_sleep(60);`], timeout: 3 });
      await asleep();
      const behind = await run({ timeout: 1 });
      expect(behind.code).toBe(124);
      expect(behind.terminationMessage).toMatch(/^another run is at work in this database \(user shop, pid \d+, seed\); gave up on 127\.0\.0\.1:\d+ after 1 s\n$/);
      expect(behind.ms).toBeLessThan(2500);
      const { code, ms } = await long.exit;
      expect(code).toBe(124);
      expect(ms).toBeGreaterThan(2900);
      expect(ms).toBeLessThan(4500);
      await ended();
      expect([rows(), marks()]).toEqual([0, 0]);
    });

    test('is gone at once on SIGTERM, with all that it did', async () => {
      const running = start({ sql: [`${SEED} SELECT pg_sleep(60);`] });
      await asleep();
      const begun = performance.now();
      running.kill('SIGTERM');
      expect((await running.exit).code).toBe(143);
      expect(performance.now() - begun).toBeLessThan(2000);
      await ended();
      expect([rows(), marks()]).toEqual([0, 0]);
    });

    test('a server that is not there yet is waited for', async () => {
      const { code, terminationMessage } = await run({ port: 1, timeout: 1 });
      expect(code).toBe(124);
      expect(terminationMessage).toMatch(/Connection refused/);
    });

    test('a wrong password is said at once, and nobody sees it', async () => {
      const { code, output, terminationMessage, ms } = await run({ password: 'hunter2' });
      expect(code).toBe(1);
      expect(terminationMessage).toMatch(/password authentication failed for user "shop"\n$/);
      expect(ms).toBeLessThan(2000);
      expect(output + terminationMessage).not.toMatch(/hunter2|ecret/);
      const broken = await run({ password: `${PASSWORD}\n` });
      expect(broken.terminationMessage).toMatch(/the password of the Secret ends with a line break/);
    });

    test('SQL that is refused: nothing stays, the log has the words of the server, the termination message has none', async () => {
      const { code, output, terminationMessage } = await run({
        sql: [SEED, sqlFile('more.sql', "INSERT INTO products VALUES (100, 'x');\n\nINSERT INTO products VALUES (100, 'private@example.com');\n")],
      });
      expect(code).toBe(1);
      expect(terminationMessage).toBe('more.sql was refused with SQLSTATE 23505; the log has the words of the server; nothing is marked as seeded\n');
      expect(output).toContain('seed: ERROR:  23505: duplicate key value violates unique constraint "products_pkey"\n');
      expect(output).not.toMatch(/LOCATION|QUERY/);
      expect([rows(), marks()]).toEqual([0, 0]);
      const wrong = await run({ sql: ['SELECT 1;\nSELEC 2;\n'] });
      expect(wrong.output).toMatch(/seed: ERROR: {2}42601: syntax error at or near "SELEC"\nseed: LINE 2: SELEC 2;\n/);
      expect(wrong.output).not.toContain('SELECT 1');
    });

    test('where SQL may hold values of Secrets, the log has the SQLSTATE and the line, and no words of the server', async () => {
      const codes = ['--errors', 'codes'];
      const said = async (sql: readonly string[]) => {
        const { code, output, terminationMessage } = await run({ sql, flags: codes });
        expect(code).toBe(1);
        expect(output + terminationMessage).not.toMatch(/hunter2|LINE|DETAIL|near/);
        return output + terminationMessage;
      };
      expect(await said(["SELECT 1;\nALTER ROLE low PASSWORD 'hunter2' BAD"])).toBe([
        'seed: sql-1: ERROR 42601', 'seed: sql-1: the error is in its line 2',
        ...[1, 2].map((n) => `${n === 1 ? 'seed: ' : ''}sql-1 was refused with SQLSTATE 42601; the words of the server are not shown, for the SQL may hold values of a Secret; nothing is marked as seeded`), '',
      ].join('\n'));
      // What one piece has brought, another may repeat.
      expect(await said([`${SCHEMA} INSERT INTO products VALUES (1, 'a'); ALTER TABLE products ADD UNIQUE (name); INSERT INTO products VALUES (2, 'hunter2')`, "INSERT INTO products VALUES (3, 'hunter2')"]))
        .toMatch(/sql-2 was refused with SQLSTATE 23505/);
      await said(["DO $$ BEGIN RAISE NOTICE 'hunter2'; RAISE EXCEPTION E'x\\npsql: error: hunter2\\nERROR:  hunte: r2\\nLINE hunter2: hunter2' USING DETAIL = 'hunter2', HINT = 'hunter2'; END $$"]);
    });

    test('values arrive unchanged', async () => {
      const values = ODD_VALUES.map((value) => `('${value.replace(/'/g, "''")}')`).join(',\n');
      const sql = `${SCHEMA}\nINSERT INTO products (name) VALUES\n${values};`;
      expect(await run({ sql: [sql] })).toMatchObject({ code: 0 });
      expect(JSON.parse(inShop('SELECT json_agg(name ORDER BY id) FROM products'))).toEqual(ODD_VALUES);
      fresh();
      expect(await run({ sql: [sqlFile("odd name $(id) '.sql", sql)] })).toMatchObject({ code: 0 });
      expect(JSON.parse(inShop('SELECT json_agg(name ORDER BY id) FROM products'))).toEqual(ODD_VALUES);
    });

    test('changed SQL under the same version: fails, is kept, or runs once', async () => {
      await run();
      const more = ["INSERT INTO products (name) VALUES ('more');"];
      const failed = await run({ sql: more });
      expect([failed.code, failed.terminationMessage]).toEqual([1, "'shop', version 1, was seeded with other SQL than this: raise the version, or take the change back\n"]);
      const kept = await run({ sql: more, flags: ['--when-changed', 'keep'] });
      expect([kept.code, rows()]).toEqual([0, 10]);
      for (const sql of [more, more, [SEED], more]) expect((await run({ sql, flags: ['--when-changed', 'run'] })).code).toBe(0);
      expect(rows()).toBe(11);
    });

    test('a user that the image does not know', async () => {
      expect((await run({ uid: 12345 })).code).toBe(process.getuid?.() === 0 ? 0 : expect.anything());
    });

    test('wrong usage is said', async () => {
      expect((await run({ marker: "a'b" })).terminationMessage).toMatch(/--marker takes letters/);
      expect((await run({ sql: [{ file: '/nonexistent/a.sql' }] })).terminationMessage).toBe('a.sql: cannot be read\n');
      expect((await run({ sql: [] })).code).toBe(121);
    });
  });

  inOneShell((shell) => {
    const { start, run } = runsIn(shell);

    test('two seeds of different names, at the same time, in a new database', async () => {
      const exits = await Promise.all(['a', 'b'].map((marker) => run({ marker, sql: [`CREATE TABLE ${marker} (id int); SELECT pg_sleep(0.3);`] })));
      expect(exits.map(({ code }) => code)).toEqual([0, 0]);
      expect(marks()).toBe(2);
    });

    test('killed in the middle of a long query: the server notices, and gives the lock to the next', async () => {
      const running = start({ sql: [`${SEED} SELECT pg_sleep(60);`] });
      await asleep();
      running.kill('SIGKILL');
      await running.exit;
      const { code, ms } = await run();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(6000);
      expect(rows()).toBe(10);
    });

    test('the database dies in the middle: all is taken back, and it tries again', async () => {
      const running = start({ sql: [`${SEED} SELECT pg_sleep(1.5);`] });
      await asleep();
      const pid = Number(server.sql("SELECT pid FROM pg_stat_activity WHERE application_name = 'seed'"));
      process.kill(pid, 'SIGKILL'); // then the server ends all others and recovers
      const { code, output } = await running.exit;
      expect(output).toMatch(/tries again/);
      expect(code).toBe(0);
      expect([rows(), marks()]).toEqual([10, 1]);
    });

    test('a session that is ended by an administrator takes the run with it', async () => {
      const running = start({ sql: [`${SEED} SELECT pg_sleep(1);`] });
      await asleep();
      server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'seed'");
      const { code, output } = await running.exit;
      expect(output).toContain('seed: the session ended with SQLSTATE 57P01; tries again\n');
      expect([code, rows(), marks()]).toEqual([0, 10, 1]);
    });

    test('whoever keeps the lock is named, another login too', async () => {
      const holder = server.hold('\\connect shop\nSELECT pg_advisory_lock(1886545260, 1936024932), pg_sleep(60)', 'low');
      await until(() => server.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") === '1', 'the lock', { every: 50 });
      const { code, terminationMessage } = await run({ timeout: 1 });
      holder();
      server.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
      expect([code, terminationMessage]).toEqual([124, expect.stringMatching(/^another run is at work in this database \(user low, pid \d+, psql\); gave up on 127\.0\.0\.1:\d+ after 1 s\n$/)]);
    });

    test.each([
      ['a command of psql', '\\! touch /tmp/prelude-was-here', '42601'],
      ['a COMMIT of its own', `${SEED} COMMIT; SELECT 1;`, '0A000'],
      ['COPY FROM stdin', `${SCHEMA} COPY products FROM stdin;`, '0A000'],
    ])('%s is refused', async (_, sql, state) => {
      const { code, terminationMessage } = await run({ sql: [sql] });
      expect([code, terminationMessage]).toEqual([1, expect.stringContaining(`SQLSTATE ${state}`)]);
      expect(existsSync('/tmp/prelude-was-here')).toBe(false);
      expect([rows(), marks()]).toEqual([0, 0]);
    });

    test('what pg_dump --inserts writes, whatever it sets, and 4 MB of it', async () => {
      const inserts = Array.from({ length: 8_000 }, (_, n) => `INSERT INTO public.products (name) VALUES ('${'x'.repeat(450)}${n}');`).join('\n');
      const dump = `SET statement_timeout = 0;\nSET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\n${inserts}`;
      const { code } = await run({ sql: [SCHEMA, sqlFile('dump.sql', dump)] });
      expect(code).toBe(0);
      expect([rows(), marks()]).toEqual([8_000, 1]);
    });

    test('a later version runs once, and an older one does nothing after it', async () => {
      await run({ version: 2 });
      expect((await run({ version: 1, sql: ['DROP TABLE products'] })).output).toMatch(/a later version of 'shop' was seeded before: nothing to do/);
      await run({ version: 10, sql: ["INSERT INTO products (name) VALUES ('ten');"] });
      expect(rows()).toBe(11);
    });

    test('a role that may not create tables is told so', async () => {
      inShop('ALTER SCHEMA public OWNER TO postgres; REVOKE CREATE ON SCHEMA public FROM PUBLIC, shop;');
      const { code, terminationMessage } = await run();
      expect([code, terminationMessage]).toEqual([1, expect.stringContaining('the marker was refused with SQLSTATE 42501')]);
    });
  });
});

describeWith(['busybox', 'postgres', 'initdb', 'psql', 'openssl'], 'seed PostgreSQL over TLS', () => {
  let certificates: Certificates;
  let good: Postgres;
  let wrong: Postgres;

  beforeAll(async () => {
    certificates = makeCertificates();
    [good, wrong] = await Promise.all([certificates.good, certificates.wrongName].map((tlsOnly) => startPostgres({ tlsOnly, method: 'trust' }))) as [Postgres, Postgres];
  }, 60_000);
  afterAll(() => Promise.all([good?.stop(), wrong?.stop()]));

  forEachShell((shell) => {
    const run = (server: Postgres, ca: string | undefined, marker: string) => startSeed({
      shell, protocol: 'postgres', port: server.port, sql: ['SELECT 1'], user: 'postgres', database: 'postgres', marker,
      flags: ca === undefined ? [] : ['--ca', ca],
    }).exit;

    test('a certificate is verified by the authority that was given, and its name too', async () => {
      expect(await run(good, certificates.ca, `good-${shell.name}`)).toMatchObject({ code: 0 });
      const unknown = await run(good, certificates.otherCa, `unknown-${shell.name}`);
      expect([unknown.code, unknown.terminationMessage]).toEqual([1, expect.stringContaining('certificate verify failed')]);
      const named = await run(wrong, certificates.ca, `named-${shell.name}`);
      expect([named.code, named.terminationMessage]).toEqual([1, expect.stringContaining('does not match host name')]);
      expect((await run(wrong, undefined, `unverified-${shell.name}`)).code).toBe(0);
    });
  });
});

describeWith(['busybox', 'postgres', 'initdb', 'psql'], 'seed PostgreSQL where others may create objects', () => {
  let server: Postgres;
  const inShop = (sql: string, user?: string) => server.sql(`\\connect shop\n${user === undefined ? '' : `SET ROLE ${user};\n`}${sql}`);
  beforeAll(async () => {
    server = await startPostgres();
    server.sql(`CREATE ROLE admin LOGIN SUPERUSER PASSWORD ${literal(PASSWORD)}; CREATE ROLE shop LOGIN PASSWORD ${literal(PASSWORD)}; CREATE ROLE low LOGIN;`
      + 'CREATE ROLE team; GRANT team TO shop;\nCREATE DATABASE shop OWNER shop;');
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(() => {
    inShop('DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner; GRANT ALL ON SCHEMA public TO PUBLIC; CREATE TABLE loot (w text); GRANT ALL ON loot TO PUBLIC; ALTER ROLE low NOSUPERUSER;');
  });
  const loot = () => [inShop('SELECT count(*) FROM loot'), server.sql("SELECT rolsuper FROM pg_roles WHERE rolname = 'low'")];

  const MARKER = 'CREATE TABLE public.cdk8s_prelude_seeds (name text NOT NULL, version bigint NOT NULL, sha256 text NOT NULL, '
    + 'seeded_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (name, version, sha256)); GRANT ALL ON cdk8s_prelude_seeds TO PUBLIC;';
  const steals = (name: string, returns: string) => `CREATE FUNCTION public.${name} RETURNS ${returns} LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.loot VALUES (current_user); `;

  inOneShell((shell) => {
    const run = (user = 'admin') => startSeed({ shell, protocol: 'postgres', port: server.port, user, sql: ['CREATE TABLE products (id int)'] }).exit;

    test('functions and operators of theirs are not called', async () => {
      inShop([
        `${steals('format(text, name)', 'text')} RETURN pg_catalog.format($1, variadic array[$2::text]); END $$;`,
        `${steals('format(text, text)', 'text')} RETURN pg_catalog.format($1, variadic array[$2]); END $$;`,
        `${steals('to_regclass(text)', 'regclass')} RETURN pg_catalog.to_regclass($1); END $$;`,
        `${steals('max(bigint)', 'bigint')} RETURN $1; END $$;`,
        `${steals('regexp_replace(name, text, text, text)', 'text')} RETURN ''; END $$;`,
        `${steals('same(text, unknown)', 'boolean').replace('unknown', 'varchar')} RETURN true; END $$; CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = varchar, FUNCTION = public.same);`,
        `${steals('set_config(text, text, boolean)', 'text')} RETURN ''; END $$; ${steals('pg_try_advisory_xact_lock(int, int)', 'boolean')} RETURN true; END $$;`,
      ].join('\n'), 'low');
      expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('is seeded after') });
      expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('was seeded before') });
      expect(loot()).toEqual(['0', 'f']);
      // The SQL of the user runs as it always did, in the schema of the login.
      expect(inShop("SELECT to_regclass('public.products') IS NOT NULL")).toBe('t');
    });

    test.each<[string, string]>([
      ['with a trigger', `${MARKER} CREATE FUNCTION public.trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER ROLE low SUPERUSER'; RETURN new; END $$;
        CREATE TRIGGER t BEFORE INSERT ON cdk8s_prelude_seeds FOR EACH ROW EXECUTE FUNCTION trg();`],
      ['without anything', MARKER],
      ['that is a view', `CREATE VIEW public.cdk8s_prelude_seeds AS SELECT ''::text AS name, 0::bigint AS version, ''::text AS sha256, now() AS seeded_at; GRANT ALL ON cdk8s_prelude_seeds TO PUBLIC;`],
    ])('a marker table of theirs, %s, is refused with its owner before anything is written', async (_, sql) => {
      inShop(sql, 'low');
      for (const user of ['admin', 'shop']) {
        expect(await run(user)).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(new RegExp(`cdk8s_prelude_seeds in this database is not a plain table of user '${user}': it belongs to low, .*nothing was run`)),
        });
      }
      expect(loot()).toEqual(['0', 'f']);
      expect(inShop("SELECT to_regclass('public.products') IS NULL")).toBe('t');
    });

    test('a table of its own with a trigger is refused too, one of a role of its own and of a superuser is taken', async () => {
      inShop(MARKER, 'team');
      expect(await run('shop')).toMatchObject({ code: 0 });
      inShop('ALTER TABLE cdk8s_prelude_seeds OWNER TO postgres; DELETE FROM cdk8s_prelude_seeds; DROP TABLE products');
      expect(await run('shop')).toMatchObject({ code: 0 });
      inShop('ALTER TABLE cdk8s_prelude_seeds OWNER TO shop; CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;'
        + 'CREATE TRIGGER t BEFORE INSERT ON cdk8s_prelude_seeds FOR EACH ROW EXECUTE FUNCTION trg();');
      expect(await run('shop')).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('or has triggers') });
    });

    test('a login without a schema is told so', async () => {
      inShop('DROP SCHEMA public CASCADE');
      expect(await run('shop')).toMatchObject({ code: 1, terminationMessage: expect.stringContaining("user 'shop' has no schema to keep the marker in") });
    });
  });
});
