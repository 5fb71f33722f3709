import { dns, optional, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const cache = new WaitForService(web, 'cache', { until: postgres({ host: 'db' }) });
new WaitForService(web, 'wait', {
  until: dns({ host: 'db' }),
  after: [cache.resolved],
});
