import { dns, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb } = stage();

new WaitForService(web, 'wait', {
  until: dns({ host: 'cache' }),
  after: [db.ready],
});
