import { postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

new WaitForService(
  web,
  'wait',
  { until: postgres({ host: 'db' }) },
);
