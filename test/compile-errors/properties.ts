/* Properties of steps and workloads. */
import { Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import {
  type ContainerProps, Deployment, type DeploymentProps, FetchConfig, type FetchConfigProps, https, image, Job, postgres, type Ready,
  ownLock, RunMigration, type RunMigrationProps, RunPrivileged, RunScript, VerifyPermissions, WaitForService, type WaitForServiceProps, type Workload,
} from 'cdk8s-prelude';
import { type Construct } from 'constructs';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('deadline of the pod in deployment', () => {
  const { chart } = stage();
  // @right new Job(chart, 'shop', {
  new Deployment(chart, 'shop', {
    // @compiler 'activeDeadline' does not exist in type 'DeploymentProps<
    // @runtime "activeDeadline" is not a property and would be ignored
    // @on activeDeadline
    activeDeadline: Duration.minutes(10),
  });
});

mistake('probe on fetch', () => {
  const { web } = stage();
  new FetchConfig(web, 'fetch', {
    from: https('https://config.example.com/pages.json'),
    // @error a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)
    // @on readiness
    // @right -
    readiness: Probe.fromTcpSocket({ port: 5432 }),
  });
});

mistake('probe on migration', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
    // @error a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)
    // @on readiness
    // @right -
    readiness: Probe.fromTcpSocket({ port: 5432 }),
  });
});

mistake('probe on permissions', () => {
  const { web, data } = stage();
  new VerifyPermissions(web, 'verify', {
    volume: data,
    user: 1000,
    // @error a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)
    // @on readiness
    // @right -
    readiness: Probe.fromTcpSocket({ port: 5432 }),
  });
});

mistake('probe on wait', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    until: postgres({ host: 'db' }),
    // @error a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)
    // @on readiness
    // @right -
    readiness: Probe.fromTcpSocket({ port: 5432 }),
  });
});

mistake('user by name', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @compiler Type '"nginx"' is not assignable to type 'ImageUser'
    // @runtime user must be a numeric id from 0 to 2147483647, because Kubernetes cannot check a name.
    // @on user
    // @right image: image('nginx:1.27.3', { user: 101 }),
    image: image('nginx:1.27.3', { user: 'nginx' }),
  });
});

fine('props of others', () => {
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
      new RunMigration(this, 'migrate', { ...migration, database: this.wait.ready, oneAtATime: ownLock('the tool takes a lock') });
    }
  }

  const use = (pod: Workload, database: Ready, wait: WaitForService) => [pod.id, database.target, wait.ready, wait.resolved, wait.accepting];

  const shop = new Service(chart, 'store', {
    app: { image: image('registry.example.com/shop:1.4.2', { user: 1000 }), command: ['shop'], env: { LOG_LEVEL: 'info' } },
    migration: { image: image('flyway/flyway:10.20.1', { user: 1000 }), command: ['flyway', 'migrate'], env: { LOG_LEVEL: 'info' } },
    fetch: { from: https('https://config.example.com/shop.json') },
  });
  use(shop, shop.wait.ready, shop.wait);
});

mistake('command of a migration is misspelt', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    oneAtATime,
    // @compiler but 'comand' does not exist in type
    // @runtime "comand" is not a property
    // @on comand
    // @right command: ['migrate', 'up'],
    comand: ['migrate', 'up'],
  });
});

mistake('command of a privileged step is misspelt', () => {
  const { chart, tool } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  new RunPrivileged(node, 'own', {
    purpose: 'sets the stage',
    rerun: 'idempotent',
    level: 'baseline',
    because: 'the stage belongs to root',
    image: tool,
    // @compiler but 'comand' does not exist in type
    // @runtime "comand" is not a property
    // @on comand
    // @right command: ['migrate', 'version'],
    comand: ['migrate', 'version'],
  });
});

mistake('reason of a privileged step is misspelt', () => {
  const { chart, tool } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  new RunPrivileged(node, 'own', {
    purpose: 'sets the stage',
    rerun: 'idempotent',
    level: 'baseline',
    image: tool,
    command: ['migrate', 'version'],
    // @compiler but 'becuse' does not exist in type
    // @runtime "becuse" is not a property
    // @on becuse
    // @right because: 'the stage belongs to root',
    becuse: 'the stage belongs to root',
  });
});

mistake('capabilities of a privileged step are misspelt', () => {
  const { chart, tool } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  new RunPrivileged(node, 'own', {
    purpose: 'sets the stage',
    rerun: 'idempotent',
    level: 'baseline',
    because: 'the stage belongs to root',
    image: tool,
    command: ['migrate', 'version'],
    // @compiler but 'capabilites' does not exist in type
    // @runtime "capabilites" is not a property
    // @on capabilites
    // @right capabilities: ['CHOWN'],
    capabilites: ['CHOWN'],
  });
});

mistake('script is misspelt', () => {
  const { web } = stage();
  new RunScript(web, 'warm-up', {
    purpose: 'fills the cache',
    rerun: 'idempotent',
    // @compiler but 'scrpt' does not exist in type
    // @runtime "scrpt" is not a property
    // @on scrpt
    // @right script: 'sleep 1',
    scrpt: 'sleep 1',
  });
});
