import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'restricted' });
const data = claim(files, 'data', 'files-data');
// @error FixPermissions runs as root, which pod "files" ('restricted') forbids: use fsGroup, or podSecurity: 'baseline'
// @on files,
new FixPermissions(files, 'own', { volume: data, owner: 999 });
