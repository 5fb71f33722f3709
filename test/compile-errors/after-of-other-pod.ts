import { dns, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, apiDb } = stage();

new WaitForService(web, 'wait', {
  until: dns({ host: 'cache' }),
  // @compiler Type 'Ready<"api", "postgres">' is not assignable to type 'Handle<"web">'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on apiDb.ready
  after: [apiDb.ready],
});
