import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'restricted' });
const data = claim(files, 'data', 'files-data');
// @error root is more than 'restricted' allows, and FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
// @on files,
new FixPermissions(files, 'own', { volume: data, owner: 999 });
