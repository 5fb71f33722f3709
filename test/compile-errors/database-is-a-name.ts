import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on database
  database: 'db',
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
