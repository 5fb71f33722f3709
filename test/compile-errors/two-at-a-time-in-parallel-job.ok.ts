import { Job, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool, oneAtATime } = stage();

const shop = new Job(chart, 'shop', { podReplacementPolicy: 'Failed', parallelism: 2 });
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
new RunMigration(shop, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
