import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @error image "localhost:5000/nginx" has no tag: pin a version or a digest
  // @on 'localhost:5000/nginx'
  image: image('localhost:5000/nginx', { user: 1000 }),
});
