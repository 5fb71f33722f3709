import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

new Deployment(chart, 'files', {
  // @compiler is not assignable to type 'PodSecurity | undefined'
  // @runtime podSecurity is 'privileged', 'baseline' or 'restricted'.
  // @on podSecurity
  podSecurity: 'strict',
});
