import { RunMigration, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
  // @on DB_PASSWORD
  env: { DB_HOST: 'db', DB_PASSWORD: 'hunter2' },
  oneAtATime,
});
