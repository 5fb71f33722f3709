import { join } from 'node:path';
import { alembic, django } from '../../../src';
import { BOTH, each, named, type Place, put, type RunTool, url } from './place';

const sqlalchemy = (place: Place): string => url(place).replace(/^\w+:/, place.protocol === 'postgres' ? 'postgresql+psycopg2:' : 'mysql+pymysql:');

export const PYTHON: Readonly<Record<string, RunTool>> = {
  alembic: {
    title: 'Alembic 1.17', tool: alembic(), protocols: BOTH,
    write: (place, second) => put(place.directory, {
      'alembic.ini': `[alembic]\nscript_location = ${place.directory}/scripts\n`,
      'scripts/env.py': [
        'from alembic import context', 'from sqlalchemy import create_engine',
        `with create_engine("${sqlalchemy(place)}").connect() as c:`,
        '  context.configure(connection=c)', '  with context.begin_transaction():', '    context.run_migrations()', '',
      ].join('\n'),
      ...Object.fromEntries(each(second, (number, { statements, outside }) => [
        `scripts/versions/a${number}.py`,
        [
          'from alembic import op', `revision = "a${number}"`, `down_revision = ${number === 1 ? 'None' : '"a1"'}`, 'def upgrade():',
          ...(outside ? ['  with op.get_context().autocommit_block():'] : []), ...statements.map((one) => `  ${outside ? '  ' : ''}op.execute("""${one}""")`), '',
        ].join('\n'),
      ])),
    }),
    command: ({ tools, directory }) => [join(tools, 'py/bin/alembic'), '-c', join(directory, 'alembic.ini'), 'upgrade', 'head'],
    version: (number) => (number === 1 ? { version: 'a1', older: [] } : { version: 'a2', older: ['a1'] }),
    env: () => ({ PYTHONDONTWRITEBYTECODE: '1' }),
  },
  django: {
    title: 'Django 5.2', tool: django(), protocols: BOTH,
    write: ({ protocol, directory, port, database }, second) => put(directory, {
      'settings.py': [
        ...(protocol === 'postgres' ? [] : ['import pymysql', 'pymysql.version_info = (2, 2, 1, "final", 0)', 'pymysql.install_as_MySQLdb()']),
        `DATABASES = {"default": {"ENGINE": "django.db.backends.${protocol === 'postgres' ? 'postgresql' : 'mysql'}", "NAME": "${database}", "USER": "shop", "HOST": "127.0.0.1", "PORT": ${port}}}`,
        'INSTALLED_APPS = ["shop"]', 'USE_TZ = True', 'DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"', '',
      ].join('\n'),
      'manage.py': 'import os, sys\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '', 'shop/migrations/__init__.py': '',
      ...Object.fromEntries(each(second, (number, { statements, outside }) => [
        `shop/migrations/000${number}_it.py`,
        [
          'from django.db import migrations', 'class Migration(migrations.Migration):', `  dependencies = ${number === 1 ? '[]' : '[("shop", "0001_it")]'}`,
          ...(outside ? ['  atomic = False'] : []), `  operations = [${statements.map((one) => `migrations.RunSQL("""${one}""")`).join(', ')}]`, '',
        ].join('\n'),
      ])),
    }),
    command: ({ tools, directory }) => [join(tools, 'py/bin/python'), join(directory, 'manage.py'), 'migrate'],
    version: named('shop.0001_it', 'shop.0002_it'),
    env: () => ({ PYTHONDONTWRITEBYTECODE: '1' }),
  },
};
