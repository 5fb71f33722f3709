import { dns, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }) } });
new WaitForService(web, 'wait', {
  until: dns({ host: 'db' }),
  after: [deps.ready.db],
});
