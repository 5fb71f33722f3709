import { claim, Job, onceIn, RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const importer = new Job(chart, 'importer', { podReplacementPolicy: 'Failed' });
const cleaner = new Job(chart, 'cleaner', { podReplacementPolicy: 'Failed' });
new RunScript(importer, 'import', {
  purpose: 'imports the products',
  script: 'touch /data/imported',
  // @compiler '"cleaner"' is not assignable to type '"importer"'
  // @runtime a handle of pod "cleaner" is not assignable to pod "importer": build the step on "importer" as well
  // @on rerun
  rerun: onceIn(claim(cleaner, 'data', 'shop-data')),
});
