import { Duration } from 'cdk8s';
import { Deployment, Job } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Job(chart, 'shop', {
  activeDeadline: Duration.minutes(10),
});
