import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @compiler Expected 2 arguments, but got 1
  // @runtime say which user the image runs as: a number such as { user: 1000 }
  // @on image
  image: image('nginx:1.27.3'),
});
