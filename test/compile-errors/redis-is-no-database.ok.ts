import { redis, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const cache = new WaitForService(web, 'cache', { until: redis({ host: 'cache' }) });
new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
