import { Duration } from 'cdk8s';
import { Deployment, Job } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Deployment(chart, 'shop', {
  // @compiler 'activeDeadline' does not exist in type 'DeploymentProps<
  // @runtime there is no property "activeDeadline": it would be ignored
  // @on activeDeadline
  activeDeadline: Duration.minutes(10),
});
