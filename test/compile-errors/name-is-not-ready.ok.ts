import { dns, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
