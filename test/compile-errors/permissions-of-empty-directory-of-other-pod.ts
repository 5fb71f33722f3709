import { Size } from 'cdk8s';
import { Deployment, emptyDirectory, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, apiSpace } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const mine = emptyDirectory(files, 'space', Size.mebibytes(64));
new FixPermissions(files, 'own', {
  // @compiler Type '"api"' is not assignable to type '"files"'
  // @runtime a handle of pod "api" is not assignable to pod "files": build the step on "files" as well
  // @on volume
  volume: apiSpace,
  owner: 999,
});
