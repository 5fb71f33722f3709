import * as kplus from 'cdk8s-plus-28';
import { adopt, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool, oneAtATime } = stage();

const deployment = new kplus.Deployment(chart, 'shop', { containers: [{ image: 'nginx:1.27.3' }] });
const shop = adopt(deployment, 'shop');
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
// @error "shop" can have two pods at a time: say with oneAtATime how the migration is kept to one
// @on {
new RunMigration(shop, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
});
