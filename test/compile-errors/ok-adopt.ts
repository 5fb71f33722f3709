import { Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, FetchConfig, FixPermissions, claim, https, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool, oneAtATime } = stage();
const containers = [{ image: 'registry.example.com/shop:1.4.2', securityContext: { user: 1000 } }];
const service = new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
const deployment = new kplus.Deployment(chart, 'k-deployment', { containers });

const shop = adopt(deployment, 'k-deployment', { podSecurity: 'baseline' });
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
const schema = new RunMigration(shop, 'migrate', { database: db.ready, image: tool, command: ['migrate', 'up'], oneAtATime });
const config = new FetchConfig(shop, 'fetch', { from: https('https://config.example.com/shop.json'), after: [schema.migrated] });
new FixPermissions(shop, 'own', { volume: claim(shop, 'data', 'data'), owner: 1000 });
config.files.mountInto(deployment.containers[0]!, '/etc/app');

adopt(new kplus.Pod(chart, 'k-pod', { containers }), 'k-pod');
adopt(new kplus.StatefulSet(chart, 'k-set', { containers, service }), 'k-set');
adopt(new kplus.DaemonSet(chart, 'k-daemons', { containers }), 'k-daemons');
adopt(new kplus.Job(chart, 'k-job', { containers }), 'k-job');
adopt(new kplus.CronJob(chart, 'k-cron', { containers, schedule: Cron.daily() }), 'k-cron');

/** Whatever the kind, and whatever the id. */
const wait = (workload: kplus.Deployment | kplus.StatefulSet) => new WaitForService(adopt(workload, workload.node.id), 'wait', { until: postgres({ host: 'db' }) });
wait(new kplus.Deployment(chart, 'k-more', { containers }));
