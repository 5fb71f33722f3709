import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @error image "nginx:latest" changes under you: pin a version or a digest
  // @on 'nginx:latest'
  image: image('nginx:latest', { user: 1000 }),
});
