import { http, mysql, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

const until = { auth: http('https://auth/health'), db: mysql({ host: 'db' }) };
const deps = new WaitForService(web, 'deps', { until });
new RunMigration(web, 'migrate', {
  database: deps.ready.db,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
