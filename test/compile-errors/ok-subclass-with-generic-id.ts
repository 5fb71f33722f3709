import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  claim, configMapFiles, Deployment, emptyDirectory, FetchConfig, FixPermissions, https, image, optional, postgres, redis, RunMigration,
  scratch, secretKey, tcp, toolLocks, VerifyPermissions, WaitForService, writable,
} from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

class Shop<Id extends string> extends Deployment<Id, 'baseline'> {
  constructor(scope: Construct, id: Id) {
    super(scope, id, { podSecurity: 'baseline' });
    const db = new WaitForService(this, 'wait', { until: postgres({ host: 'db' }) });
    const deps = new WaitForService(this, 'deps', {
      until: { cache: redis({ host: 'cache' }), kafka: optional(tcp({ host: 'kafka', port: 9092 })) },
      after: [db.ready],
    });
    const schema = new RunMigration(this, 'migrate', {
      database: db.ready,
      image: image('migrate/migrate:v4.18.1', { user: 65534 }),
      command: ['migrate', 'up'],
      env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
      mounts: { '/migrations': configMapFiles('migrations') },
      oneAtATime: toolLocks('golang-migrate'),
      after: [deps.ready.cache],
    });
    const config = new FetchConfig(this, 'fetch', {
      from: { 'shop.json': https('https://config.example.com/shop.json') },
      into: emptyDirectory(this, 'config', Size.mebibytes(64)),
      after: [schema.migrated],
    });
    const data = claim(this, 'data', 'shop-data');
    const own = new FixPermissions(this, 'own', { volume: data, owner: 1000 });
    const seen = new VerifyPermissions(this, 'verify', { volume: data, user: 1000, after: [own.volume] });
    this.addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
      command: ['/bin/shop'],
      env: { LOG_LEVEL: 'info', DB_PASSWORD: secretKey('db', 'password') },
      mounts: {
        '/etc/app': config.files,
        '/etc/shop.json': config.file('shop.json'),
        '/data': writable(seen.volume),
        '/tmp': scratch(Size.mebibytes(64)),
      },
    });
  }
}

export const shop = new Shop(chart, 'store');
