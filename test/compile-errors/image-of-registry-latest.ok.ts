import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  image: image('registry.example.com:443/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', { user: 1000 }),
});
