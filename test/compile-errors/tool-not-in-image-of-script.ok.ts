import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new RunScript(web, 'count', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'grep -c book /config/products.json',
  tools: ['grep'],
});
