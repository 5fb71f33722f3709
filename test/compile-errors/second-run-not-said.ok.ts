import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new RunScript(web, 'tidy', {
  purpose: 'empties the cache',
  rerun: 'idempotent',
  script: 'rm -rf /cache/old',
});
