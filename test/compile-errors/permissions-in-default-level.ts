import { claim, FixPermissions, Job } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const once = new Job(chart, 'once');
const data = claim(once, 'data', 'files-data');
// @error FixPermissions runs as root, which pod "once" ('restricted') forbids: use fsGroup, or podSecurity: 'baseline'
// @on once,
new FixPermissions(once, 'own', { volume: data, owner: 999 });
