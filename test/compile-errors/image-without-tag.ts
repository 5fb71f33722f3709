import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @error image "nginx" has no tag: pin a version or a digest
  // @on 'nginx'
  image: image('nginx', { user: 1000 }),
});
