import { Duration } from 'cdk8s';
import { optional, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: optional(
    postgres({ host: 'db' }),
  // @compiler Argument of type 'number' is not assignable to parameter of type 'Duration'
  // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
  // @on 30
  30,
  ),
});
