import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Deployment(chart, 'files', {
  podSecurity: 'baseline',
});
