import { expand, RunMigration, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  env: { DB_PASSWORD: secretKey('db', 'password') },
  // @error a plain string arrives as it is written, and so would $(DB_PASSWORD): give expand('…$(DB_PASSWORD)…'), and DB_PASSWORD its value
  // @on 'postgres:
  command: ['migrate', '-database', 'postgres://shop:$(DB_PASSWORD)@db/shop', 'up'],
  oneAtATime,
});
