import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const data = claim(files, 'data', 'files-data');
new FixPermissions(files, 'own', { volume: data, owner: 999 });
