import { dns, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
new RunMigration(web, 'migrate', {
  // @error a name that resolves is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .resolved
  // @on database
  database: name.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
