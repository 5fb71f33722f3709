import { image, RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['shop', 'sh'] });
new RunScript(web, 'warm-up', {
  purpose: 'fills the cache',
  rerun: 'idempotent',
  image: shop,
  script: 'shop warm-up',
});
