import type { Construct } from 'constructs';
import {
  type ContainerProps, Deployment, type DeploymentProps, type FetchConfigProps, FetchConfig, https, image, postgres, type Ready, RunMigration,
  type RunMigrationProps, toolLocks, WaitForService, type WaitForServiceProps, type Workload,
} from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

/** Props that are handed on, as a platform team's own constructs do. */
interface ServiceProps extends DeploymentProps {
  readonly app: ContainerProps;
  readonly wait?: Partial<WaitForServiceProps>;
  readonly migration?: Omit<RunMigrationProps, 'database'>;
  readonly fetch: FetchConfigProps;
}

class Service<Id extends string> extends Deployment<Id> {
  readonly wait: WaitForService<Id>;

  constructor(scope: Construct, id: Id, { app, wait, migration, fetch, ...props }: ServiceProps) {
    super(scope, id, props);
    this.wait = new WaitForService(this, 'wait', { until: postgres({ host: 'db' }), ...wait });
    if (migration) this.migrate(migration);
    const config = new FetchConfig(this, 'fetch', fetch);
    this.addContainer('app', { ...app, mounts: { ...app.mounts, '/etc/app': config.files } });
    this.addContainer('sidecar', app);
  }

  private migrate(migration: Omit<RunMigrationProps, 'database'>): void {
    new RunMigration(this, 'migrate', { ...migration, database: this.wait.ready, oneAtATime: toolLocks('flyway') });
  }
}

const use = (pod: Workload, database: Ready, wait: WaitForService) => [pod.id, database.target, wait.ready, wait.resolved, wait.accepting];

const shop = new Service(chart, 'store', {
  app: { image: image('registry.example.com/shop:1.4.2', { user: 1000 }), command: ['shop'], env: { LOG_LEVEL: 'info' } },
  migration: { image: image('flyway/flyway:10.20.1', { user: 1000 }), command: ['flyway', 'migrate'], env: { LOG_LEVEL: 'info' } },
  fetch: { from: https('https://config.example.com/shop.json') },
});
use(shop, shop.wait.ready, shop.wait);
