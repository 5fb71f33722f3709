/* Subclasses of workloads and steps. */
import { Cron, Size } from 'cdk8s';
import {
  claim, configMapFiles, CronJob, DaemonSet, Deployment, emptyDirectory, FetchConfig, type FetchConfigProps, FixPermissions, https, image, Job,
  optional, Pod, postgres, type Ready, redis, RunMigration, scratch, secretKey, StatefulSet, type Target, tcp, ownLock, VerifyPermissions,
  WaitForService, type Workload, writable,
} from 'cdk8s-prelude';
import { type Construct } from 'constructs';
import { fine } from './support/program';
import { stage } from './support/stage';

fine('subclass of cron job', () => {
  const { chart } = stage();
  class Shop<Id extends string> extends CronJob<Id, 'baseline'> {
    constructor(scope: Construct, id: Id) {
      super(scope, id, { podSecurity: 'baseline', schedule: Cron.daily() });
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass of daemon set', () => {
  const { chart } = stage();
  class Shop<Id extends string> extends DaemonSet<Id, 'baseline'> {
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass of job', () => {
  const { chart } = stage();
  class Shop<Id extends string> extends Job<Id, 'baseline'> {
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass of pod', () => {
  const { chart } = stage();
  class Shop<Id extends string> extends Pod<Id, 'baseline'> {
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass of stateful set', () => {
  const { chart } = stage();
  class Shop<Id extends string> extends StatefulSet<Id, 'baseline'> {
    constructor(scope: Construct, id: Id) {
      super(scope, id, { podSecurity: 'baseline', ports: [8080] });
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
        oneAtATime: ownLock('the tool takes a lock'),
        after: [deps.ready.cache],
      });
      const config = new FetchConfig(this, 'fetch', {
        from: { 'shop.json': https('https://config.example.com/shop.json') },
        into: emptyDirectory(this, 'config', Size.mebibytes(64)),
        after: [schema.migrated],
      });
      const data = this.claimTemplate('data', { size: Size.gibibytes(1) });
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

  const shop = new Shop(chart, 'store');
});

fine('subclass of steps', () => {
  const { chart } = stage();
  class WaitForPostgres<Id extends string> extends WaitForService<Id, Target<'ready', 'postgres'>> {
    constructor(pod: Workload<Id>, id: string, host: string) {
      super(pod, id, { until: postgres({ host }) });
    }
  }

  class GolangMigrate<Id extends string> extends RunMigration<Id> {
    constructor(pod: Workload<Id>, id: string, database: Ready<Id, 'postgres'>) {
      super(pod, id, {
        database,
        image: image('migrate/migrate:v4.18.1', { user: 65534 }),
        command: ['migrate', 'up'],
        env: { LOG_LEVEL: 'info' },
        oneAtATime: ownLock('the tool takes a lock'),
      });
    }
  }

  class MigrateTheShop extends RunMigration<'store'> {
    constructor(pod: Workload<'store'>, database: Ready<'store', 'postgres'>) {
      super(pod, 'more', {
        database,
        image: image('registry.example.com/migrate:2.0.0', { user: 1000 }),
        command: ['migrate'],
        oneAtATime: ownLock('the tool takes a lock'),
      });
    }
  }

  class MigrateAny extends RunMigration {
    constructor(pod: Workload, id: string, database: Ready) {
      super(pod, id, {
        database,
        image: image('registry.example.com/migrate:2.0.0', { user: 1000 }),
        command: ['migrate'],
        oneAtATime: ownLock('the tool takes a lock'),
      });
    }
  }

  class CompanyConfig<Id extends string> extends FetchConfig<Id, 'company.json'> {
    constructor(pod: Workload<Id>, id: string, props: Omit<FetchConfigProps<Id>, 'from'> = {}) {
      super(pod, id, { ...props, from: https('https://config.example.com/company.json') });
    }
  }

  class OwnByShop<Id extends string> extends FixPermissions<Id, 'baseline'> {
    constructor(pod: Workload<Id, 'baseline'>, id: string, name: string) {
      super(pod, id, { volume: claim(pod, name, name), owner: 1000 });
    }
  }

  class SeenByShop<Id extends string> extends VerifyPermissions<Id> {
    constructor(pod: Workload<Id>, id: string, name: string) {
      super(pod, id, { volume: claim(pod, name, name), user: 1000 });
    }
  }

  const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
  const db = new WaitForPostgres(shop, 'wait', 'db');
  const schema = new GolangMigrate(shop, 'migrate', db.ready);
  new MigrateTheShop(shop, db.ready);
  new MigrateAny(shop, 'any', db.ready);
  const config = new CompanyConfig(shop, 'config', { after: [schema.migrated] });
  const own = new OwnByShop(shop, 'own', 'data');
  new SeenByShop(shop, 'seen', 'nfs');
  shop.addContainer('app', {
    image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
    mounts: { '/etc/company.json': config.file('company.json'), '/data': writable(own.volume) },
  });
});

fine('subclass with dynamic id', () => {
  const { chart } = stage();
  class Shop extends Deployment<string, 'baseline'> {
    constructor(scope: Construct, name: string) {
      super(scope, `${name}-web`, { podSecurity: 'baseline' });
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass with fixed id', () => {
  const { chart } = stage();
  class Shop extends Deployment<'store', 'baseline'> {
    constructor(scope: Construct) {
      super(scope, 'store', { podSecurity: 'baseline' });
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart);
});

fine('subclass with generic id', () => {
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});

fine('subclass with pattern id', () => {
  const { chart } = stage();
  class Shop<Name extends string> extends Deployment<`${Name}-web`, 'baseline'> {
    constructor(scope: Construct, name: Name) {
      super(scope, `${name}-web`, { podSecurity: 'baseline' });
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
        oneAtATime: ownLock('the tool takes a lock'),
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

  const shop = new Shop(chart, 'store');
});
