import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { knex, nodePgMigrate, prisma } from '../../../src';
import { BOTH, each, lines, named, type Place, put, type RunTool, type Second, url } from './place';

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

/** Knex; in the second form its second migration is never a transaction. */
const knexWith = (title: string, allTransactions: boolean, onlyBySteps: boolean): RunTool => ({
  title, tool: knex({ allTransactions, onlyBySteps }), protocols: BOTH,
  write: (place, second) => {
    // It looks for itself beside its file.
    const modules = join(place.directory, 'node_modules');
    if (!existsSync(modules)) symlinkSync(join(place.tools, 'js/node_modules'), modules);
    const connection = place.protocol === 'postgres' ? `'${url(place)}'` : `{ host: '127.0.0.1', port: ${place.port}, user: 'shop', database: '${place.database}' }`;
    put(place.directory, {
      'knexfile.js': `module.exports = { client: '${place.protocol === 'postgres' ? 'pg' : 'mysql2'}', connection: ${connection}, migrations: { directory: '${place.directory}/migrations' } };\n`,
      ...Object.fromEntries(each(second, (number, { statements, outside }) => [
        `migrations/${number}_it.js`,
        [
          'exports.up = async (knex) => {', ...statements.map((one) => `  await knex.raw(\`${one}\`);`), '};', 'exports.down = () => undefined;',
          ...(outside || (!allTransactions && number === 2) ? ['exports.config = { transaction: false };'] : []), '',
        ].join('\n'),
      ])),
    });
  },
  command: ({ tools, directory }) => [node, join(tools, 'js/node_modules/knex/bin/cli.js'), '--knexfile', join(directory, 'knexfile.js'), 'migrate:latest'],
  version: named('1_it.js', '2_it.js'),
});

const upOf = ({ statements, outside }: Second): string =>
  `exports.up = (pgm) => {\n${outside ? '  pgm.noTransaction();\n' : ''}${statements.map((one) => `  pgm.sql(\`${one}\`);\n`).join('')}};\nexports.down = false;\n`;

export const NODE: Readonly<Record<string, RunTool>> = {
  'knex': knexWith('Knex 3, all migrations transactions', true, false),
  'knex-outside': knexWith('Knex 3, one without a transaction', false, false),
  'knex-freed': knexWith('Knex 3, one without a transaction, onlyBySteps', false, true),
  'node-pg-migrate': {
    title: 'node-pg-migrate 9', tool: nodePgMigrate(), protocols: ['postgres'],
    write: ({ directory }, second) => put(directory, Object.fromEntries(each(second, (number, migration) => [`m/100000000000${number}_it.js`, upOf(migration)]))),
    command: ({ tools, directory }) => [node, join(tools, 'js/node_modules/node-pg-migrate/bin/node-pg-migrate.js'), 'up', '-m', join(directory, 'm')],
    version: named('1000000000001_it', '1000000000002_it'),
    env: (place: Place) => ({ DATABASE_URL: url(place) }),
  },
  'prisma': {
    title: 'Prisma (a stand-in of 25 lines)', tool: prisma(), protocols: ['postgres'],
    write: (place, second) => put(place.directory, {
      'like-prisma.js': LIKE_PRISMA, ...Object.fromEntries(each(second, (number, migration) => [`m/${number}_it.sql`, lines(migration)])),
    }),
    command: (place) => [node, join(place.directory, 'like-prisma.js'), url(place), join(place.directory, 'm')],
    version: named('1_it', '2_it'),
    env: ({ tools }) => ({ NODE_PATH: join(tools, 'js/node_modules') }),
  },
};
