import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const report = new RunScript(web, 'report', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'echo 3 >/output/count',
  writes: ['count'],
});
report.file('count');
