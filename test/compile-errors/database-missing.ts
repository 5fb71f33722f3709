import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

// @compiler Property 'database' is missing
// @runtime RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
// @on {
new RunMigration(web, 'migrate', {
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
