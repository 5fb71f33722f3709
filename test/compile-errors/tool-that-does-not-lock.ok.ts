import { RunMigration, toolLocks, unsafe } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime: unsafe('every step of it is idempotent'),
});
