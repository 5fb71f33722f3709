import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, apiData } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const mine = claim(files, 'data', 'files-data');
new FixPermissions(files, 'own', {
  volume: mine,
  owner: 999,
});
