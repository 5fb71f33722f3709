import { knownMigration } from '../../src/migration-tools/known-tools';

const sh = (script: string) => ['sh', '-c', script];
const called = (words: readonly string[]) => knownMigration(words)?.called;

test.each([
  [['migrate', '-path', '/migrations', '-database', 'postgres://db/shop', 'up'], 'migrate up'],
  [['/usr/local/bin/migrate', '-source', 'file://m', 'up', '2'], 'migrate up'],
  [['alembic', '-c', '/app/alembic.ini', 'upgrade', 'head'], 'alembic upgrade'],
  [['poetry', 'run', 'alembic', 'upgrade', 'head'], 'alembic upgrade'],
  [['python', '-m', 'flask', 'db', 'upgrade'], 'flask db upgrade'],
  [['python', 'manage.py', 'migrate', '--noinput'], 'manage.py migrate'],
  [['uv', 'run', '/app/manage.py', 'migrate'], 'manage.py migrate'],
  [['flyway', '-url=jdbc:postgresql://db/shop', 'migrate'], 'flyway migrate'],
  [['liquibase', '--changelog-file=a.xml', 'update'], 'liquibase update'],
  [['npx', 'prisma', 'migrate', 'deploy'], 'prisma migrate deploy'],
  [['npx', '--yes', 'prisma@6.1.0', 'migrate', 'deploy'], 'prisma migrate deploy'],
  [['node_modules/.bin/knex', 'migrate:latest', '--env', 'production'], 'knex migrate:latest'],
  [['bundle', 'exec', 'rails', 'db:migrate'], 'rails db:migrate'],
  [['bin/rake', 'db:migrate', 'RAILS_ENV=production'], 'rake db:migrate'],
  [['node-pg-migrate', 'up'], 'node-pg-migrate up'],
  [['goose', '-dir', '/m', 'postgres', 'host=db', 'up'], 'goose up'],
  [['atlas', 'migrate', 'apply', '--url', 'postgres://db'], 'atlas migrate apply'],
  [['dotnet', 'ef', 'database', 'update'], 'ef database update'],
  [['/app/efbundle', '--connection', 'x'], 'efbundle'],
  [sh('npx prisma migrate deploy && node server.js'), 'prisma migrate deploy'],
  [sh('set -e\ncd /app\npython manage.py migrate --noinput\nexec gunicorn shop.wsgi'), 'manage.py migrate'],
  [['bash', '-euc', 'DB_HOST=x alembic upgrade head; uvicorn app:app'], 'alembic upgrade'],
  [['tini', '--', ...sh('bundle exec rails db:migrate || exit 1')], 'rails db:migrate'],
  [sh("timeout 60 bash -c 'alembic upgrade head'"), 'alembic upgrade'],
])('%p migrates', (words, expected) => expect(called(words)).toBe(expected));

test.each([
  [['python', 'manage.py', 'migrate', '--check']], [['python', 'manage.py', 'migrate', '--plan']], [['python', 'manage.py', 'makemigrations']],
  [['alembic', 'current']], [['alembic', 'upgrade', 'head', '--sql']], [['migrate', 'version']], [['migrate', '-help']], [['flyway', 'info']], [['liquibase', 'status']],
  [['npx', 'prisma', 'migrate', 'status']], [['knex', 'migrate:status']], [['rails', 'server']], [['goose', 'status']], [['npx', 'prisma', 'generate']],
  [sh('echo "run alembic upgrade head first" && exec uvicorn app:app')], [sh('until pg_isready; do sleep 1; done')], [['my-migrate', 'up']], [['migrate-mongo', 'up']],
  [['docker-entrypoint.sh', 'flyway-server']], [[]], [['sh']], [['sh', '-c']], [['node', 'server.js', 'migrate']], [['up']],
])('%p does not', (words) => expect(called(words)).toBeUndefined());

test('tells which are declarative', () => {
  const declarative = (...words: string[]) => knownMigration(words)?.declarative;
  expect(declarative('npx', 'prisma', 'db', 'push')).toBe(true);
  expect(declarative('atlas', 'schema', 'apply', '--auto-approve')).toBe(true);
  expect(declarative('psqldef', '-U', 'shop')).toBe(true);
  expect(declarative('npx', 'prisma', 'migrate', 'deploy')).toBe(false);
});
