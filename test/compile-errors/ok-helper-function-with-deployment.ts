import { Size } from 'cdk8s';
import {
  claim, configMapFiles, type DatabaseProtocol, Deployment, dns, postgres, emptyDirectory, FetchConfig, FixPermissions, type Handle, https, image, type Mountable,
  type Ready, RunMigration, scratch, secretKey, toolLocks, VerifyPermissions, WaitForService, type Workload, writable, redis,
} from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

function prepare<Id extends string>(
  pod: Deployment<Id, 'baseline'>, database: Ready<Id, 'postgres'>, after: readonly Handle<Id>[], data: Mountable<Id>,
) {
  const cache = new WaitForService(pod, 'cache', { until: redis({ host: 'cache' }), after: [database, ...after] });
  const schema = new RunMigration(pod, 'migrate', {
    database,
    image: image('migrate/migrate:v4.18.1', { user: 65534 }),
    command: ['migrate', 'up'],
    env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
    mounts: { '/migrations': configMapFiles('migrations'), '/more': data },
    oneAtATime: toolLocks('golang-migrate'),
    after: [cache.ready],
  });
  const space = emptyDirectory(pod, 'space', Size.mebibytes(64));
  const config = new FetchConfig(pod, 'fetch', {
    from: https('https://config.example.com/shop.json'),
    into: space,
    after: [schema.migrated],
  });
  const own = new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 1000 });
  new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'nfs', 'nfs'), user: 1000, after: [own.volume] });
  pod.addContainer('app', {
    image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
    env: { LOG_LEVEL: 'info', DB_PASSWORD: secretKey('db', 'password') },
    mounts: {
      '/etc/app': config.files,
      '/etc/shop.json': config.file('shop.json'),
      '/data': writable(data),
      '/more': own.volume,
      '/tmp': scratch(Size.mebibytes(64)),
    },
  });
  return config;
}

const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
const name = new WaitForService(shop, 'name', { until: dns({ host: 'auth' }) });
export const files = prepare(shop, db.ready, [name.resolved], claim(shop, 'data', 'data')).files;
