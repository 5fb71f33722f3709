import { Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Deployment(chart, 'shop', {
  // @compiler Type 'number' is not assignable to type 'Duration'
  // @runtime progressDeadline must be a Duration, such as Duration.minutes(2): a bare number has no unit.
  // @on progressDeadline
  progressDeadline: 600,
});
