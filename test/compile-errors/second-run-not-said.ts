import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

// @compiler Property 'rerun' is missing
// @runtime rerun says what a second run does, for init containers may run again at any time
// @on {
new RunScript(web, 'tidy', {
  purpose: 'empties the cache',
  script: 'rm -rf /cache/old',
});
