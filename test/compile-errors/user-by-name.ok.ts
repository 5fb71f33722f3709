import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  image: image('nginx:1.27.3', { user: 101 }),
});
