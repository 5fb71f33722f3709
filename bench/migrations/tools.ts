/* The tools, each with two migrations: the first makes a table, the second takes its time. */
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { alembic, django, flyway, golangMigrate, knex, liquibase, type MigrationTool, nodePgMigrate, prisma, type SchemaVersion } from '../../src';

/** Where a tool migrates. */
export interface Place {
  /** Where install.sh has put the tools. */
  readonly tools: string;
  /** The files of the migrations. */
  readonly directory: string;
  readonly port: number;
  readonly database: string;
}

/** A tool as it is run here. */
export interface RunTool {
  /** What stands in the tables. */
  readonly title: string;
  readonly tool: MigrationTool;
  /** Writes the migrations up to a number; the second is this SQL. */
  write(place: Place, upTo: 1 | 2, second: string): void;
  command(place: Place): readonly string[];
  version(number: 1 | 2): SchemaVersion;
  readonly env?: (place: Place) => Readonly<Record<string, string>>;
}

const FIRST = 'CREATE TABLE one (id int)';

function put(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
}

const url = ({ port, database }: Place): string => `postgres://shop@127.0.0.1:${port}/${database}?sslmode=disable`;
const jdbc = ({ port, database }: Place): string => `jdbc:postgresql://127.0.0.1:${port}/${database}`;
const upTo = <T>(number: 1 | 2, all: readonly [T, T]): readonly T[] => all.slice(0, number);
const named = (first: string, second: string) => (number: 1 | 2): SchemaVersion => ({ version: number === 1 ? first : second });

/** What Prisma does, as far as threads tell: a row that is begun, a lock that it waits 10 s for in a statement, a row that is ended. Its engine is in no registry. */
const LIKE_PRISMA = `const { Client } = require('pg');
const { readdirSync, readFileSync } = require('fs');
(async () => {
  const [, , url, directory] = process.argv;
  const db = new Client({ connectionString: url, statement_timeout: 0 });
  await db.connect();
  await db.query('CREATE TABLE IF NOT EXISTS _prisma_migrations (migration_name text, started_at timestamptz DEFAULT now(), finished_at timestamptz, rolled_back_at timestamptz)').catch(() => undefined);
  const late = setTimeout(() => { console.log('P1002: timed out trying to acquire a postgres advisory lock'); process.exit(1); }, 10000);
  await db.query('SELECT pg_advisory_lock(72707369)');
  clearTimeout(late);
  const { rows } = await db.query('SELECT migration_name, finished_at FROM _prisma_migrations');
  const failed = rows.find((row) => row.finished_at === null);
  if (failed) { console.log('P3009: migrate found failed migrations in the target database: ' + failed.migration_name); process.exit(1); }
  for (const file of readdirSync(directory).sort().filter((name) => !rows.some((row) => row.migration_name + '.sql' === name))) {
    await db.query('INSERT INTO _prisma_migrations (migration_name) VALUES ($1)', [file.replace('.sql', '')]);
    await db.query(readFileSync(directory + '/' + file, 'utf8'));
    await db.query('UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name = $1', [file.replace('.sql', '')]);
  }
  await db.end();
})().catch((error) => { console.log(error.message); process.exit(1); });
`;

const node = process.execPath;

export const TOOLS: Readonly<Record<string, RunTool>> = {
  'golang-migrate': {
    title: 'golang-migrate 4.18.1', tool: golangMigrate(),
    write: ({ directory }, number, second) => put(directory, Object.fromEntries(upTo(number, [['1_one.up.sql', FIRST], ['2_two.up.sql', second]]))),
    command: (place) => [join(place.tools, 'bin/migrate'), '-path', place.directory, '-database', url(place), 'up'],
    version: (number) => ({ version: number }),
  },
  'flyway': {
    title: 'Flyway 11.14.0 (its library)', tool: flyway(),
    write: ({ directory }, number, second) => put(directory, Object.fromEntries(upTo(number, [['V1__one.sql', FIRST], ['V2__two.sql', second]]))),
    command: (place) => ['/usr/bin/java', '-XX:TieredStopAtLevel=1', '-cp', `${place.tools}/fw/lib/*:${place.tools}/fw`, 'Migrate', jdbc(place), 'shop', place.directory],
    version: named('1', '2'),
  },
  'liquibase': {
    title: 'Liquibase 4.33.0', tool: liquibase(),
    write: ({ directory }, number, second) => put(directory, {
      'changelog.sql': ['--liquibase formatted sql', ...upTo(number, [`--changeset shop:one\n${FIRST};`, `--changeset shop:two splitStatements:false\n${second};`])].join('\n'),
    }),
    command: (place) => [
      '/usr/bin/java', '-XX:TieredStopAtLevel=1', '-cp', `${place.tools}/lq/lib/*`, 'liquibase.integration.commandline.LiquibaseCommandLine', `--url=${jdbc(place)}`,
      '--username=shop', '--password=x', '--changelog-file=changelog.sql', `--search-path=${place.directory}`, 'update',
    ],
    version: named('one', 'two'),
  },
  'alembic': {
    title: 'Alembic 1.17', tool: alembic(),
    write: (place, number, second) => put(place.directory, {
      'alembic.ini': `[alembic]\nscript_location = ${place.directory}/scripts\n`,
      'scripts/env.py': [
        'from alembic import context', 'from sqlalchemy import create_engine',
        `with create_engine("${url(place).replace('postgres:', 'postgresql+psycopg2:')}").connect() as c:`,
        '  context.configure(connection=c)', '  with context.begin_transaction():', '    context.run_migrations()', '',
      ].join('\n'),
      ...Object.fromEntries(upTo(number, [['a1', 'None', FIRST], ['a2', '"a1"', second]]).map(([revision, before, sql]) => [
        `scripts/versions/${revision}.py`, `from alembic import op\nrevision = "${revision}"\ndown_revision = ${before}\ndef upgrade():\n  op.execute("""${sql}""")\n`,
      ])),
    }),
    command: ({ tools, directory }) => [join(tools, 'py/bin/alembic'), '-c', join(directory, 'alembic.ini'), 'upgrade', 'head'],
    version: (number) => (number === 1 ? { version: 'a1', older: [] } : { version: 'a2', older: ['a1'] }),
  },
  'django': {
    title: 'Django 5.2', tool: django(),
    write: ({ directory, port, database }, number, second) => put(directory, {
      'settings.py': `DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "${database}", "USER": "shop", "HOST": "127.0.0.1", "PORT": ${port}}}\nINSTALLED_APPS = ["shop"]\nUSE_TZ = True\nDEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"\n`,
      'manage.py': 'import os, sys\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '', 'shop/migrations/__init__.py': '',
      ...Object.fromEntries(upTo(number, [['0001_one', '[]', FIRST], ['0002_two', '[("shop", "0001_one")]', second]]).map(([name, after, sql]) => [
        `shop/migrations/${name}.py`,
        `from django.db import migrations\nclass Migration(migrations.Migration):\n  dependencies = ${after}\n  operations = [migrations.RunSQL("""${sql}""")]\n`,
      ])),
    }),
    command: ({ tools, directory }) => [join(tools, 'py/bin/python'), join(directory, 'manage.py'), 'migrate'],
    version: named('shop.0001_one', 'shop.0002_two'),
    env: () => ({ PYTHONDONTWRITEBYTECODE: '1' }),
  },
  'knex': {
    title: 'Knex 3 (all migrations are transactions)', tool: knex({ allTransactions: true }),
    // It looks for itself beside its file.
    write: (place, number, second) => (existsSync(join(place.directory, 'node_modules')) || symlinkSync(join(place.tools, 'js/node_modules'), join(place.directory, 'node_modules')), put(place.directory, {
      'knexfile.js': `module.exports = { client: 'pg', connection: '${url(place)}', migrations: { directory: '${place.directory}/migrations' } };\n`,
      ...Object.fromEntries(upTo(number, [['1_one', FIRST], ['2_two', second]]).map(([name, sql]) => [
        `migrations/${name}.js`, `exports.up = (knex) => knex.raw(\`${sql}\`);\nexports.down = () => undefined;\n`,
      ])),
    })),
    command: ({ tools, directory }) => [node, join(tools, 'js/node_modules/knex/bin/cli.js'), '--knexfile', join(directory, 'knexfile.js'), 'migrate:latest'],
    version: named('1_one.js', '2_two.js'),
  },
  'node-pg-migrate': {
    title: 'node-pg-migrate 9', tool: nodePgMigrate(),
    write: ({ directory }, number, second) => put(directory, Object.fromEntries(upTo(number, [
      ['m/1000000000001_one.sql', `-- Up Migration\n${FIRST};\n-- Down Migration\n`], ['m/1000000000002_two.sql', `-- Up Migration\n${second};\n-- Down Migration\n`],
    ]))),
    command: ({ tools, directory }) => [node, join(tools, 'js/node_modules/node-pg-migrate/bin/node-pg-migrate.js'), 'up', '-m', join(directory, 'm')],
    version: named('1000000000001_one', '1000000000002_two'),
    env: (place) => ({ DATABASE_URL: url(place) }),
  },
  'prisma': {
    title: 'Prisma (a stand-in of 25 lines)', tool: prisma(),
    write: (place, number, second) => put(place.directory, {
      'like-prisma.js': LIKE_PRISMA, ...Object.fromEntries(upTo(number, [['m/1_one.sql', FIRST], ['m/2_two.sql', second]])),
    }),
    command: (place) => [node, join(place.directory, 'like-prisma.js'), url(place), join(place.directory, 'm')],
    version: named('1_one', '2_two'),
    env: ({ tools }) => ({ NODE_PATH: join(tools, 'js/node_modules') }),
  },
};
