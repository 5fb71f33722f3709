import { Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Deployment(chart, 'shop', {
  progressDeadline: Duration.minutes(10),
});
