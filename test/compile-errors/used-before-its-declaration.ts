import { postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  // @compiler Block-scoped variable 'db' used before its declaration
  // @on db.ready
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
