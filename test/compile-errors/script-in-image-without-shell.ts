import { image, RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['shop'] });
new RunScript(web, 'warm-up', {
  purpose: 'fills the cache',
  rerun: 'idempotent',
  image: shop,
  // @error image "registry.example.com/shop:1.4.2" has no "sh": use an image that has it, or list it in the image's tools
  // @on script:
  script: 'shop warm-up',
});
