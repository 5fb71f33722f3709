import { Job, type PodReplacementPolicy, postgres, RunMigration, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool } = stage();

function job(podReplacementPolicy: PodReplacementPolicy) {
  return new Job(chart, 'once', { podReplacementPolicy }) as unknown as Job<'once', 'restricted', 'Failed'>;
}
const once = job('TerminatingOrFailed');
const db = new WaitForService(once, 'wait', { until: postgres({ host: 'db' }) });
// @runtime "once" can have two pods at a time: say with oneAtATime how the migration is kept to one
new RunMigration(once, 'migrate', { database: db.ready, image: tool, command: ['migrate', 'up'] });
