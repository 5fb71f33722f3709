import { postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
