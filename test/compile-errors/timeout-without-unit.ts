import { Duration } from 'cdk8s';
import { postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: postgres({ host: 'db' }),
  // @compiler Type 'number' is not assignable to type 'Duration'
  // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
  // @on timeout
  timeout: 120,
});
