import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, apiData } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const mine = claim(files, 'data', 'files-data');
new FixPermissions(files, 'own', {
  // @compiler Type '"api"' is not assignable to type '"files"'
  // @runtime a handle of pod "api" is not assignable to pod "files": build the step on "files" as well
  // @on volume
  volume: apiData,
  owner: 999,
});
