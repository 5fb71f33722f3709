import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const report = new RunScript(web, 'report', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'echo 3 >/output/count',
  writes: ['count'],
});
// @compiler '"total"' is not assignable to parameter of type '"count"'
// @runtime there is no file "total" among those of this step: count
// @on 'total'
report.file('total');
