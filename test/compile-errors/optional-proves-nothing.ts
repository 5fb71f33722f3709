import { optional, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool, oneAtATime } = stage();

const deps = new WaitForService(web, 'deps', { until: { db: optional(postgres({ host: 'db' })) } });
new RunMigration(web, 'migrate', {
  // @error an optional target proves nothing, for the pod starts without it: take optional(…) away to get its handle
  // @on database
  database: deps.ready.db,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
