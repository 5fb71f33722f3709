import { dns, optional, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const cache = new WaitForService(web, 'cache', { until: optional(postgres({ host: 'db' })) });
new WaitForService(web, 'wait', {
  until: dns({ host: 'db' }),
  // @error an optional target proves nothing, for the pod starts without it: take optional(…) away to get its handle
  // @on cache.resolved
  after: [cache.resolved],
});
