import { RunMigration, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
  oneAtATime,
});
