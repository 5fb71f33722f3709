import { dns, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
new RunMigration(web, 'migrate', {
  // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on database
  database: name.resolved,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
