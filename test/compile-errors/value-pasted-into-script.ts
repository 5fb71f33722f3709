import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const directory: string = ['/da', 'ta'].join('');
new RunScript(web, 'tidy', {
  purpose: 'empties the cache',
  rerun: 'idempotent',
  // @error a value is pasted into this script, whose words and quotes it can change: give it in args, as "$1", or in env
  // @runtime -
  // @on script:
  script: `rm -rf ${directory}/cache`,
  args: [directory],
});
