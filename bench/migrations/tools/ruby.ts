import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { activeRecord } from '../../../src';
import { BOTH, each, named, put, type RunTool, url } from './place';

const APPLICATION = `require 'rails'
require 'active_record/railtie'
module Shop
  class Application < Rails::Application
    config.root = File.expand_path('..', __dir__)
    config.eager_load = false
    config.logger = Logger.new(nil)
    config.active_record.dump_schema_after_migration = false
  end
end
`;

export const RUBY: Readonly<Record<string, RunTool>> = {
  'active-record': {
    title: 'Active Record 6.1', tool: activeRecord(), protocols: BOTH,
    write: ({ directory }, second) => {
      put(directory, {
        'bin/rails': "#!/usr/bin/ruby\nAPP_PATH = File.expand_path('../config/application', __dir__)\nrequire 'rails/commands'\n",
        'Rakefile': "require_relative 'config/application'\nRails.application.load_tasks\n",
        'config/application.rb': APPLICATION,
        'config/environment.rb': "require_relative 'application'\nRails.application.initialize!\n",
        ...Object.fromEntries(each(second, (number, { statements, outside }) => [
          `db/migrate/2026110112000${number}_it${number}.rb`,
          [
            `class It${number} < ActiveRecord::Migration[6.1]`, ...(outside ? ['  disable_ddl_transaction!'] : []), '  def up',
            ...statements.map((one) => `    execute ${JSON.stringify(one)}`), '  end', 'end', '',
          ].join('\n'),
        ])),
      });
      chmodSync(join(directory, 'bin/rails'), 0o755);
    },
    command: ({ directory }) => [join(directory, 'bin/rails'), 'db:migrate'],
    version: named('20261101120001', '20261101120002'),
    env: (place) => ({ RAILS_ENV: 'production', SECRET_KEY_BASE: 'x', DATABASE_URL: url(place).replace('mysql:', 'mysql2:').replace('?sslmode=disable', '') }),
  },
};
