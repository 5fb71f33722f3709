import { claim, FixPermissions, Job } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const once = new Job(chart, 'once', { podSecurity: 'privileged' });
const data = claim(once, 'data', 'files-data');
new FixPermissions(once, 'own', { volume: data, owner: 999 });
