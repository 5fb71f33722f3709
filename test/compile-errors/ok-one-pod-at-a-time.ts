import { Job, Pod, postgres, RunMigration, StatefulSet, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

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
export const once = new Once(chart, 'once');
