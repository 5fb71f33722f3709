import { Cron } from 'cdk8s';
import { ConcurrencyPolicy } from 'cdk8s-plus-28';
import { CronJob, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool, oneAtATime } = stage();

const shop = new CronJob(chart, 'shop', { schedule: Cron.daily(), concurrencyPolicy: ConcurrencyPolicy.FORBID });
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
new RunMigration(shop, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
