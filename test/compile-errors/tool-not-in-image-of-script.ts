import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new RunScript(web, 'count', {
  purpose: 'counts the products',
  rerun: 'idempotent',
  script: 'grep -c book /config/products.json',
  // @error image "docker.io/library/busybox:1.37.0-musl" has no "jq": use an image that has it, or list it in the image's tools
  // @on 'jq'
  tools: ['jq'],
});
