import * as kplus from 'cdk8s-plus-28';
import { adopt, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const deployment = new kplus.Deployment(chart, 'kplus', { containers: [{ image: 'nginx:1.27.3' }] });
new WaitForService(
  // @compiler madeOrAdoptedByThisCopyOfCdk8sPrelude
  // @runtime a step is built on a workload of this library: new Deployment(…), or adopt(…) for a workload of cdk8s-plus.
  // @on deployment
  deployment,
  'wait',
  { until: postgres({ host: 'db' }) },
);
