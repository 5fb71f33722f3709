import { postgres, RunMigration, StatefulSet, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool, oneAtATime } = stage();

const replicas: number = [1, 1].length;
const shop = new StatefulSet(chart, 'shop', { ports: [5432], replicas });
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
new RunMigration(shop, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
