import { claim, Deployment, FetchConfig, FixPermissions, https, image, postgres, RunMigration, toolLocks, WaitForService, writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

for (const region of ['europe', 'asia'].map((name) => `shop-${name}`)) {
  const shop = new Deployment(chart, region, { podSecurity: 'baseline' });
  const waits = ['orders', 'users'].map((name) => new WaitForService(shop, `wait-for-${name}`, { until: postgres({ host: name }) }));
  for (const [index, wait] of waits.entries()) {
    new RunMigration(shop, `migrate-${index}`, {
      database: wait.ready,
      image: image('migrate/migrate:v4.18.1', { user: 65534 }),
      command: ['migrate', 'up'],
      oneAtATime: toolLocks('golang-migrate'),
      after: waits.map(({ resolved }) => resolved),
    });
  }
  const data = new FixPermissions(shop, 'own', { volume: claim(shop, 'data', `${region}-data`), owner: 1000 });
  const config = new FetchConfig(shop, 'fetch', { from: https(`https://config.example.com/${region}.json`, { as: 'shop.json' }) });
  shop.addContainer('app', {
    image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
    mounts: { '/etc/app': config.files, '/data': writable(data.volume) },
  });
}
