import { existsSync } from 'node:fs';
import { hostileEnvironment } from '../support/hostile-environment';
import { type Certificates, makeCertificates } from '../support/servers/certificates';
import { type Mariadb, startMariadb } from '../support/servers/mariadb';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { ODD_VALUES, PASSWORD, type SeedOptions, sqlFile, startSeed } from './seed-helpers';

const literal = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

describeWith(['busybox', 'mariadbd', 'mariadb-install-db', 'mariadb'], 'seed MySQL', () => {
  let server: Mariadb;
  const DATABASE = 'sh`op';
  const fresh = () => server.sql('drop database if exists `sh``op`; create database `sh``op` character set utf8mb4; create table `sh``op`.products (id int auto_increment primary key, name text)');
  const inShop = (sql: string) => server.sql(`use \`sh\`\`op\`; ${sql}`);
  const rows = () => Number(inShop('select count(*) from products'));
  const marks = (condition: string) => (inShop("show tables like 'cdk8s_prelude_seeds'") === '' ? 0 : Number(inShop(`select count(*) from cdk8s_prelude_seeds where ${condition}`)));
  const session = () => server.sql("select id from information_schema.processlist where user = 'shop'");
  /** When a run has come to where it sleeps. */
  const asleep = () => until(() => server.sql("select id from information_schema.processlist where user = 'shop' and info like 'DO SLEEP%'") !== '', 'DO SLEEP', { every: 50 });

  beforeAll(async () => {
    server = await startMariadb();
    server.sql(`create user shop identified by ${literal(PASSWORD)}; grant all on \`sh\`\`op\`.* to shop`);
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(() => { fresh(); });

  // No DDL: all of it can be rolled back.
  const SEED = "INSERT INTO products (name) VALUES ('a'), ('b'), ('c'), ('d'), ('e'); INSERT INTO products (name) VALUES ('f'), ('g'), ('h'), ('i'), ('j')";
  const WITH_DDL = `CREATE TABLE more (id int); ${SEED}`;

  forEachShell((shell) => {
    const start = (options: Partial<SeedOptions> = {}) => startSeed({ shell, protocol: 'mysql', port: server.port, sql: [SEED], database: DATABASE, ...options });
    const run = (options: Partial<SeedOptions> = {}) => start(options).exit;

    test('seeds once: the second run finds the marker', async () => {
      const first = await run();
      expect(first).toMatchObject({ code: 0, terminationMessage: '' });
      expect(first.output).toMatch(/^seed: 'shop', version 1, is seeded after \d+\.\d s\n$/);
      expect((await run()).output).toBe("seed: 'shop', version 1, was seeded before: nothing to do\n");
      expect([rows(), marks('seeded_at is not null')]).toEqual([10, 1]);
    });

    test('variables of the environment that have the names of its own change nothing', async () => {
      expect(await run({ env: hostileEnvironment('1;touch x $(id)') })).toMatchObject({ code: 0, output: expect.stringMatching(/^seed: 'shop', version 1, is seeded after \d+\.\d s\n$/) });
    });

    test('five at a time: one seeds, the others wait for it', async () => {
      const exits = await Promise.all([1, 2, 3, 4, 5].map(() => run({ sql: [WITH_DDL, 'DO SLEEP(1)'] })));
      expect(exits.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0]);
      expect(exits.filter(({ output }) => / is seeded after /.test(output))).toHaveLength(1);
      expect(rows()).toBe(10);
      expect(exits.filter(({ output }) => output.match(/another run is at work in this database \(user shop, connection \d+\); tries again/)).length).toBeGreaterThan(0);
    });

    test('killed at random moments, and run again: all or nothing, and in the end once', async () => {
      for (let round = 0; round < 5; round += 1) {
        fresh();
        const [first, second] = SEED.split('; ') as [string, string];
        const running = start({ sql: [`${first}; DO SLEEP(0.2); ${second}; DO SLEEP(0.2)`] });
        await sleep(Math.random() * 800);
        running.kill('SIGKILL');
        await running.exit;
        expect((await run({ flags: ['--when-changed', 'keep'] })).code).toBe(0);
        expect([rows(), marks('seeded_at is not null'), marks('seeded_at is null')]).toEqual([10, 1, 0]);
      }
    }, 60_000);

    test('interrupted after DDL has committed a part: said, and not run again unless that was asked for', async () => {
      const running = start({ sql: [`${SEED}; CREATE TABLE more (id int); DO SLEEP(1.5); INSERT INTO products (name) VALUES ('last')`] });
      await asleep();
      running.kill('SIGKILL');
      await running.exit;
      const { code, terminationMessage } = await run();
      expect([code, terminationMessage]).toEqual([1, expect.stringContaining('an earlier run of \'shop\', version 1, was interrupted after a part of it was committed (DDL)')]);
      expect([rows(), marks('seeded_at is null')]).toEqual([10, 1]);
      expect((await run({ flags: ['--when-interrupted', 'run'] })).code).toBe(0);
      expect([rows(), marks('seeded_at is not null'), marks('seeded_at is null')]).toEqual([20, 1, 0]);
    });

    test('SQL that is refused after DDL is an interruption as well, and without DDL nothing stays', async () => {
      expect((await run({ sql: [SEED, 'SELEC 1'] })).terminationMessage).toBe(
        'sql-2 was refused with error 1064; the log has the words of the server; nothing is marked as seeded\n');
      expect([rows(), marks('true')]).toEqual([0, 0]);
      expect((await run({ sql: [WITH_DDL, 'SELEC 1'] })).code).toBe(1);
      expect(marks('seeded_at is null')).toBe(1);
    });

    test('where SQL may hold values of Secrets, the log has the number and the line of an error, and no words of the server', async () => {
      const codes = ['--errors', 'codes'];
      const secret = "INSERT INTO products VALUES (100, 'x');\n\nALTER USER shop IDENTIFIED BY 'hunter2' BAD;\n";
      const refused = await run({ sql: [sqlFile('roles.sql', secret)], flags: codes });
      expect(refused.output).toContain('seed: roles.sql, line 3: ERROR 1064\n');
      expect(refused.terminationMessage).toMatch(/^roles\.sql was refused with error 1064; the words of the server are not shown, for the SQL may hold values of a Secret/);
      // Another piece may repeat what the first has brought; a session that ends, and a login that is refused, speak in it as well.
      for (const sql of ["INSERT INTO products VALUES (100, 'x')", "SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'hunter2'", "SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1045, MESSAGE_TEXT = 'hunter2'"]) {
        const exit = await run({ sql: ["INSERT INTO products VALUES (100, 'hunter2')", sql], flags: codes, timeout: 2 });
        expect(exit.code).not.toBe(0);
        expect(exit.output + exit.terminationMessage).not.toMatch(/hunter2|Duplicate/);
      }
      expect(refused.output + refused.terminationMessage).not.toMatch(/hunter2|near|BAD/);
    });

    test('whoever keeps the lock is named, another login too', async () => {
      const holder = server.hold("select get_lock(concat('cdk8s-prelude.', md5('sh`op')), 0), sleep(60)");
      await until(() => server.sql("select id from information_schema.processlist where info like '%sleep(60)%' and id <> connection_id()") !== '', 'the lock', { every: 50 });
      const { code, terminationMessage } = await run({ timeout: 1 });
      holder();
      // A login without PROCESS is told the number alone, by which an administrator finds the session.
      expect([code, terminationMessage]).toEqual([124, expect.stringMatching(/^another run is at work in this database \(connection \d+\); gave up on 127\.0\.0\.1:\d+ after 1 s\n$/)]);
    });

    test('the line of an error is that of the file; the termination message has none of the words', async () => {
      const { output, terminationMessage } = await run({
        sql: ['SELECT 1;\n\n', sqlFile('more.sql', "INSERT INTO products VALUES (100, 'x');\n\nINSERT INTO products VALUES (100, 'private@example.com');\n")],
      });
      expect(output).toContain("seed: more.sql, line 3: ERROR 1062: Duplicate entry '100' for key 'PRIMARY'\n");
      expect(terminationMessage).not.toContain('Duplicate');
    });

    test('a value that stands in an error speaks for nobody: not for the client, and not for this program', async () => {
      const value = literal('x\nprelude: done\nprelude: file 2;$(id) 1\nERROR 1 (1) at line $(id): \x1b[31m');
      const sql = `CREATE TABLE strings (name varchar(100) unique); INSERT INTO strings VALUES (${value}); INSERT INTO strings VALUES (${value})`;
      const { code, output, terminationMessage } = await run({ sql: [sql] });
      expect([code, terminationMessage]).toEqual([1, expect.stringMatching(/^sql-1 was refused with error \d+; the log has the words of the server; nothing is marked as seeded\n$/)]);
      expect(output).toMatch(/^(seed: [^\x00-\x1f]*\n)+$/);
      expect(marks('seeded_at is not null')).toBe(0);
    });

    test('a session that is ended takes the run with it, and the next try is whole', async () => {
      const running = start({ sql: [SEED, 'DO SLEEP(1)'] });
      await asleep();
      server.sql(`kill connection ${session()}`);
      const { code, output } = await running.exit;
      expect(output).toMatch(/tries again/);
      expect([code, rows(), marks('seeded_at is not null')]).toEqual([0, 10, 1]);
    });

    test('keeps its deadline, in the SQL and behind the lock of another; the server ends what it has begun', async () => {
      const long = start({ sql: [SEED, 'DO SLEEP(60)'], timeout: 3 });
      await asleep();
      const behind = await run({ timeout: 1 });
      expect([behind.code, behind.terminationMessage]).toEqual([124, expect.stringMatching(/^another run is at work in this database \(user shop, connection \d+\); gave up on 127\.0\.0\.1:\d+ after 1 s\n$/)]);
      expect(behind.ms).toBeLessThan(2500);
      const { code, ms } = await long.exit;
      expect(code).toBe(124);
      expect(ms).toBeGreaterThan(2900);
      expect(ms).toBeLessThan(4500);
      expect((await run({ timeout: 10 })).code).toBe(0);
      expect(rows()).toBe(10);
    });

    test('is gone at once on SIGTERM', async () => {
      const running = start({ sql: [SEED, 'DO SLEEP(3)'] });
      await asleep();
      const begun = performance.now();
      running.kill('SIGTERM');
      expect((await running.exit).code).toBe(143);
      expect(performance.now() - begun).toBeLessThan(2000);
    });

    test('a server that is not there yet is waited for', async () => {
      const { code, terminationMessage } = await run({ port: 1, timeout: 2 });
      expect([code, terminationMessage]).toEqual([124, expect.stringContaining('error 2002: ')]);
    });

    test('a wrong password is said at once, and nobody sees it', async () => {
      const { code, output, terminationMessage } = await run({ password: 'hunter2' });
      expect([code, terminationMessage]).toEqual([1, expect.stringMatching(/^ERROR 1045 \(28000\): Access denied for user 'shop'@'.*' \(using password: YES\)\n$/)]);
      expect(output + terminationMessage).not.toMatch(/hunter2|ecret/);
    });

    test.each([['\\! touch /tmp/prelude-was-here'], ['system touch /tmp/prelude-was-here'], ['SELECT 1; \\! touch /tmp/prelude-was-here'], ['source /etc/passwd']])(
      'a command of the client is refused: %s', async (sql) => {
        expect((await run({ sql: [sql] })).code).toBe(1);
        expect(existsSync('/tmp/prelude-was-here')).toBe(false);
        expect(marks('seeded_at is not null')).toBe(0);
      });

    test.each([["INSERT INTO products (name) VALUES ('a"], ['SELECT 1 /* not closed'], ['SELECT `a']])('what is not closed is not seeded: %s', async (sql) => {
      const { code } = await run({ sql: [sql] });
      expect(code).toBe(1);
      expect([rows(), marks('seeded_at is not null')]).toEqual([0, 0]);
    });

    test('routines with a DELIMITER of their own, which is left behind', async () => {
      const sql = 'DELIMITER $$\nCREATE PROCEDURE fill()\nBEGIN\n  INSERT INTO products (name) VALUES (1);\n  INSERT INTO products (name) VALUES (2);\nEND$$\nCALL fill()$$';
      expect(await run({ sql: [sqlFile('routine.sql', sql), "INSERT INTO products (name) VALUES ('last') -- no semicolon"] })).toMatchObject({ code: 0, terminationMessage: '' });
      expect(rows()).toBe(3);
      expect(await run({ sql: ['-- a comment\nSELECT 1;\n-- the last line'], marker: 'comment' })).toMatchObject({ code: 0, terminationMessage: '' });
    });

    test('values arrive unchanged', async () => {
      const values = ODD_VALUES.map((value) => `(${literal(value)})`).join(',\n');
      const sql = `INSERT INTO products (name) VALUES\n${values};`;
      expect(await run({ sql: [sqlFile("odd name $(id) '.sql", sql)] })).toMatchObject({ code: 0, terminationMessage: '' });
      expect(inShop('select hex(name) from products order by id').split('\n')).toEqual(ODD_VALUES.map((value) => Buffer.from(value).toString('hex').toUpperCase()));
      fresh();
      expect(await run({ sql: [sql] })).toMatchObject({ code: 0, terminationMessage: '' });
      expect(rows()).toBe(ODD_VALUES.length);
    });

    test('changed SQL under the same version, and later versions', async () => {
      await run();
      const more = ["INSERT INTO products (name) VALUES ('more')"];
      expect((await run({ sql: more })).terminationMessage).toMatch(/was seeded with other SQL than this/);
      expect((await run({ sql: more, flags: ['--when-changed', 'keep'] })).code).toBe(0);
      expect(rows()).toBe(10);
      for (const sql of [more, [SEED], more]) expect((await run({ sql, flags: ['--when-changed', 'run'] })).code).toBe(0);
      expect(rows()).toBe(11);
      expect((await run({ sql: more, version: 10 })).code).toBe(0);
      expect((await run({ sql: more, version: 9 })).output).toMatch(/a later version/);
      expect(rows()).toBe(12);
    });
  });
});

describeWith(['busybox', 'mariadbd', 'mariadb-install-db', 'mariadb', 'openssl'], 'seed MySQL over TLS', () => {
  let certificates: Certificates;
  const servers: Mariadb[] = [];

  beforeAll(async () => {
    certificates = makeCertificates();
    for (const { cert, key } of [certificates.good, certificates.wrongName]) {
      const [certFile, keyFile] = [sqlFile('cert.pem', cert).file, sqlFile('key.pem', key).file];
      const server = await startMariadb([`--ssl-cert=${certFile}`, `--ssl-key=${keyFile}`]);
      server.sql("create database shop; create user shop identified by 'secret' require ssl; grant all on shop.* to shop");
      servers.push(server);
    }
  }, 60_000);
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  forEachShell((shell) => {
    test('a certificate is verified by the authority that was given, and its name too', async () => {
      const [good, wrong] = servers as [Mariadb, Mariadb];
      const run = (server: Mariadb, ca: string | undefined, marker: string) => startSeed({
        shell, protocol: 'mysql', port: server.port, sql: ['DO 0'], password: 'secret', marker: `${marker}-${shell.name}`, timeout: 10,
        flags: ca === undefined ? [] : ['--ca', ca],
      }).exit;
      expect(await run(good, certificates.ca, 'good')).toMatchObject({ code: 0 });
      const unknown = await run(good, certificates.otherCa, 'unknown');
      expect([unknown.code, unknown.terminationMessage]).toEqual([1, expect.stringMatching(/ERROR 2026 .*TLS\/SSL error/)]);
      const named = await run(wrong, certificates.ca, 'named');
      expect([named.code, named.terminationMessage]).toEqual([1, expect.stringMatching(/ERROR 2026 /)]);
    });
  });
});

describeWith(['busybox', 'mariadbd', 'mariadb-install-db', 'mariadb'], 'seed MySQL where others may create objects', () => {
  let server: Mariadb;
  const inShop = (sql: string) => server.sql(`use shop; ${sql}`);
  beforeAll(async () => {
    server = await startMariadb();
    server.sql(`create user admin identified by ${literal(PASSWORD)}; grant all on *.* to admin with grant option; create user low`);
  }, 60_000);
  afterAll(() => server?.stop());
  beforeEach(() => { server.sql('drop database if exists shop; create database shop; grant all on shop.* to low'); });

  const access = () => server.sql("select json_value(priv, '$.access') from mysql.global_priv where user = 'low'");
  const REAL = 'create table r (name varchar(100), version bigint unsigned, sha256 char(64), begun_at timestamp not null default now(), seeded_at timestamp null);'
    + " insert into r (name, version, sha256) values ('x', 0, 'y');";
  const STEALS = `create function f() returns varchar(64) sql security invoker modifies sql data begin
    update mysql.global_priv set priv = json_set(priv, '$.access', 18446744073709551615) where user = 'low'; return null; end`;

  forEachShell((shell) => {
    const run = () => startSeed({ shell, protocol: 'mysql', port: server.port, user: 'admin', sql: ['CREATE TABLE products (id int)'] }).exit;
    const refused = { code: 1, terminationMessage: expect.stringMatching(/cdk8s_prelude_seeds in this database is not a plain table of user 'admin', or has triggers.*nothing was run/) };

    test('a view of the name of the marker does not run with the rights of the login', async () => {
      const before = access();
      inShop(`${REAL}\ndelimiter //\n${STEALS}//\ndelimiter ;\ncreate sql security invoker view cdk8s_prelude_seeds as select name, version, sha256, begun_at, coalesce(shop.f(), seeded_at) as seeded_at from r`);
      expect(await run()).toMatchObject(refused);
      expect(access()).toBe(before);
      expect(inShop("show tables like 'products'")).toBe('');
    });

    test('a marker with a trigger is refused, and a plain one taken', async () => {
      inShop('create table seen (n int); create table cdk8s_prelude_seeds (name varchar(100) character set ascii collate ascii_bin not null, version bigint unsigned not null, sha256 char(64) character set ascii not null, '
        + 'begun_at timestamp not null default current_timestamp, seeded_at timestamp null default null, primary key (name, version, sha256)); '
        + 'create trigger t before insert on cdk8s_prelude_seeds for each row insert into seen values (1)');
      expect(await run()).toMatchObject(refused);
      expect(inShop('select count(*) from seen')).toBe('0');
      inShop('drop trigger t');
      expect(await run()).toMatchObject({ code: 0, output: expect.stringContaining('is seeded after') });
    });
  });
});
