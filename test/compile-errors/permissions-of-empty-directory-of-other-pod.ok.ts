import { Size } from 'cdk8s';
import { Deployment, emptyDirectory, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, apiSpace } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const mine = emptyDirectory(files, 'space', Size.mebibytes(64));
new FixPermissions(files, 'own', {
  volume: mine,
  owner: 999,
});
