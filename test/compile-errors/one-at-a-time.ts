/* A migration in pods that may be two, and what a second run does. */
import { Cron } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ConcurrencyPolicy } from 'cdk8s-plus-28';
import {
  adopt, CronJob, DaemonSet, Deployment, Job, Pod, type PodReplacementPolicy, postgres, type Ready, RunMigration, RunScript, StatefulSet,
  WaitForService, type Workload,
} from 'cdk8s-prelude';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('one at a time by hand', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    // @error oneAtATime must be databaseLock(…), leaseLock(), ownLock(how) or unsafe(because).
    // @on oneAtATime
    // @right oneAtATime,
    oneAtATime: { how: 'it will be all right' },
  });
});

mistake('second run not said', () => {
  const { web } = stage();
  // @compiler Property 'rerun' is missing
  // @runtime rerun must be 'idempotent', onceIn(a claim of this pod) or notIdempotent(because): init containers can run again at any time.
  // @on {
  new RunScript(web, 'tidy', {
    purpose: 'empties the cache',
    // @right rerun: 'idempotent', script: 'rm -rf /cache/old',
    script: 'rm -rf /cache/old',
  });
});

mistake('two at a time in adopted', () => {
  const { chart, tool, oneAtATime } = stage();
  const deployment = new kplus.Deployment(chart, 'shop', { containers: [{ image: 'nginx:1.27.3' }] });
  const shop = adopt(deployment, 'shop');
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in any workload', () => {
  const { web, db, tool, oneAtATime } = stage();
  function migrate(pod: Workload, database: Ready) {
    // @error "${string}" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
    // @runtime "web" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
    // @on pod,
    new RunMigration(pod, 'migrate', {
      database,
      image: tool,
      // @right command: ['migrate', 'up'], oneAtATime,
      command: ['migrate', 'up'],
    });
  }
  migrate(web, db.ready);
});

mistake('two at a time in cron job', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new CronJob(chart, 'shop', { schedule: Cron.daily(), concurrencyPolicy: ConcurrencyPolicy.FORBID });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in daemon set', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new DaemonSet(chart, 'shop');
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in deployment', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new Deployment(chart, 'shop', { replicas: 1 });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in job', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new Job(chart, 'shop');
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in parallel job', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new Job(chart, 'shop', { podReplacementPolicy: 'Failed', parallelism: 2 });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in stateful set', () => {
  const { chart, tool, oneAtATime } = stage();
  const shop = new StatefulSet(chart, 'shop', { ports: [5432], replicas: 3 });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

mistake('two at a time in stateful set of unknown size', () => {
  const { chart, tool, oneAtATime } = stage();
  const replicas: number = [1, 1].length;
  const shop = new StatefulSet(chart, 'shop', { ports: [5432], replicas });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  // @error "shop" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  // @on shop,
  new RunMigration(shop, 'migrate', {
    database: db.ready,
    image: tool,
    // @right command: ['migrate', 'up'], oneAtATime,
    command: ['migrate', 'up'],
  });
});

late('two at a time', () => {
  const { chart, tool } = stage();
  function job(podReplacementPolicy: PodReplacementPolicy) {
    return new Job(chart, 'once', { podReplacementPolicy }) as unknown as Job<'once', 'restricted', 'Failed'>;
  }
  const once = job('TerminatingOrFailed');
  const db = new WaitForService(once, 'wait', { until: postgres({ host: 'db' }) });
  // @runtime "once" can have two pods at the same time: set oneAtATime to say how only one migration runs at a time
  new RunMigration(once, 'migrate', { database: db.ready, image: tool, command: ['migrate', 'up'] });
});

fine('one pod at a time', () => {
  const { chart, tool, oneAtATime } = stage();
  const until = postgres({ host: 'db' });
  const command = ['migrate', 'up'] as const;
  const app = { image: tool };

  const pod = new Pod(chart, 'pod');
  new RunMigration(pod, 'migrate', { database: new WaitForService(pod, 'wait', { until }).ready, image: tool, command });
  pod.addContainer('app', app);

  const one = new StatefulSet(chart, 'one', { ports: [80] });
  new RunMigration(one, 'migrate', { database: new WaitForService(one, 'wait', { until }).ready, image: tool, command });
  one.addContainer('app', app);

  const said = new StatefulSet(chart, 'said', { ports: [80], replicas: 1 });
  new RunMigration(said, 'migrate', { database: new WaitForService(said, 'wait', { until }).ready, image: tool, command });
  said.addContainer('app', app);

  const job = new Job(chart, 'job', { podReplacementPolicy: 'Failed' });
  new RunMigration(job, 'migrate', { database: new WaitForService(job, 'wait', { until }).ready, image: tool, command });
  job.addContainer('app', app);

  // It may be said all the same.
  new RunMigration(job, 'more', { database: new WaitForService(job, 'wait-more', { until }).ready, image: tool, command, oneAtATime });

  class Once<Id extends string> extends Job<Id, 'restricted', 'Failed'> {
    constructor(scope: typeof chart, id: Id) {
      super(scope, id, { podReplacementPolicy: 'Failed' });
      const db = new WaitForService(this, 'wait', { until });
      new RunMigration(this, 'migrate', { database: db.ready, image: tool, command });
      this.addContainer('app', app);
    }
  }
  const once = new Once(chart, 'once');
});
