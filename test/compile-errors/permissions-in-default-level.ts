import { claim, FixPermissions, Job } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const once = new Job(chart, 'once');
const data = claim(once, 'data', 'files-data');
// @error root is more than 'restricted' allows, and FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
// @on once,
new FixPermissions(once, 'own', { volume: data, owner: 999 });
