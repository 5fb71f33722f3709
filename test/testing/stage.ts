import { Chart, Duration, Size, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { configMapFiles, Deployment, FetchConfig, https, image, postgres, RunMigration, scratch, secretKey, ownLock, WaitForService, type Workload } from '../../src';
import { newChart } from '../support/kubernetes';

export const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });

/** A shop with three steps, the second of which runs in an image of its own. */
export function shop({ timeout = Duration.minutes(5), tool = 'migrate/migrate:v4.18.1' } = {}) {
  const web = new Deployment(newChart('shop'), 'web');
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }), timeout: Duration.minutes(2) });
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: image(tool, { user: 65534 }),
    command: ['./up'],
    env: { PGPASSWORD: secretKey('db', 'password') },
    mounts: { '/migrations': configMapFiles('shop-migrations') },
    oneAtATime: ownLock('the tool takes a lock'),
    timeout,
  });
  const config = new FetchConfig(web, 'fetch-config', { from: https('https://config.example.com/shop.json') });
  web.addContainer('app', { image: APP, mounts: { '/app/config': config.files, '/etc/one.json': config.file('shop.json'), '/tmp': scratch(Size.mebibytes(1)) } });
  return web;
}

/** A workload with nothing but an app. */
export function plain(chart: Chart = newChart('shop')) {
  const web = new Deployment(chart, 'web');
  web.addContainer('app', { image: APP });
  return web;
}

/** A workload of cdk8s-plus with an init container of its own. */
export function theirs(chart: Chart = newChart('shop')) {
  return new kplus.Deployment(chart, 'web', {
    initContainers: [{ name: 'own', image: 'busybox:1.37.0', securityContext: { user: 1000 } }],
    containers: [{ name: 'app', image: 'nginx:1.27.3', securityContext: { user: 101 } }],
  });
}

/** The YAML of the chart that a workload is in. */
export const yamlOf = (workload: Workload): string => Yaml.stringify(...Testing.synth(Chart.of(workload)) as object[]);
