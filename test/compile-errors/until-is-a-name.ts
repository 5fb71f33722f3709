import { postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  // @compiler Type 'string' is not assignable to type 'Targets'
  // @runtime "until" is no target: give tcp(…), http(…), dns(…), postgres(…), mysql(…), redis(…) or command(…).
  // @on until
  until: 'db',
});
