import { expand, RunMigration, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  env: { DB_PASSWORD: secretKey('db', 'password') },
  // @error there is no variable DB_PASSWD in the env of this container: define it there, or write $$(DB_PASSWD) where this text is meant
  // @on expand
  command: ['migrate', '-database', expand('postgres://shop:$(DB_PASSWD)@db/shop'), 'up'],
  oneAtATime,
});
