import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @compiler Type '"nginx"' is not assignable to type 'ImageUser'
  // @runtime user must be a numeric id from 0 to 2147483647: Kubernetes cannot check a name.
  // @on user
  image: image('nginx:1.27.3', { user: 'nginx' }),
});
