import { postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

new WaitForService(
  // @compiler 'Workload<
  // @runtime a step is built on a workload of this library: new Deployment(…), or adopt(…) for a workload of cdk8s-plus.
  // @on chart
  chart,
  'wait',
  { until: postgres({ host: 'db' }) },
);
