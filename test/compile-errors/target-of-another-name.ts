import { dns, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }) } });
new WaitForService(web, 'wait', {
  until: dns({ host: 'db' }),
  // @compiler Property 'cache' does not exist on type
  // @runtime after takes handles of earlier steps, such as db.ready or config.files.
  // @on cache
  after: [deps.ready.cache],
});
