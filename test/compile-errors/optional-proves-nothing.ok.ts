import { optional, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }) } });
new RunMigration(web, 'migrate', {
  database: deps.ready.db,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
