import {
  claim, Deployment, FetchConfig, type FetchConfigProps, FixPermissions, https, image, postgres, type Ready, RunMigration, type Target,
  toolLocks, VerifyPermissions, WaitForService, type Workload,
} from 'cdk8s-prelude';
import { stage } from './support/stage';

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
      oneAtATime: toolLocks('golang-migrate'),
    });
  }
}

class MigrateTheShop extends RunMigration<'store'> {
  constructor(pod: Workload<'store'>, database: Ready<'store', 'postgres'>) {
    super(pod, 'more', {
      database,
      image: image('registry.example.com/migrate:2.0.0', { user: 1000 }),
      command: ['migrate'],
      oneAtATime: toolLocks('flyway'),
    });
  }
}

class MigrateAny extends RunMigration {
  constructor(pod: Workload, id: string, database: Ready) {
    super(pod, id, {
      database,
      image: image('registry.example.com/migrate:2.0.0', { user: 1000 }),
      command: ['migrate'],
      oneAtATime: toolLocks('flyway'),
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
  mounts: { '/etc/company.json': config.file('company.json'), '/data': own.volume },
});
