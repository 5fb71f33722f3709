import * as kplus from 'cdk8s-plus-28';
import { adopt, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const deployment = new kplus.Deployment(chart, 'kplus', { containers: [{ image: 'nginx:1.27.3' }] });
new WaitForService(
  adopt(deployment, 'kplus'),
  'wait',
  { until: postgres({ host: 'db' }) },
);
