import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  // @compiler Property 'kind' is missing in type '{ how: string; }' but required in type 'OneAtATime'
  // @runtime oneAtATime takes toolLocks(tool) or unsafe(because).
  // @on oneAtATime
  oneAtATime: { how: 'it will be all right' },
});
