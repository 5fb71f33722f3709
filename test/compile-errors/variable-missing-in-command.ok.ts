import { expand, RunMigration, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  env: { DB_PASSWORD: secretKey('db', 'password') },
  command: ['migrate', '-database', expand('postgres://shop:$(DB_PASSWORD)@db/shop'), 'up'],
  oneAtATime,
});
