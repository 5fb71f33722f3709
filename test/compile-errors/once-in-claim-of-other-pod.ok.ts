import { claim, Job, onceIn, RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const importer = new Job(chart, 'importer', { podReplacementPolicy: 'Failed' });
const cleaner = new Job(chart, 'cleaner', { podReplacementPolicy: 'Failed' });
new RunScript(importer, 'import', {
  purpose: 'imports the products',
  script: 'touch /data/imported',
  rerun: onceIn(claim(importer, 'data', 'shop-data')),
});
