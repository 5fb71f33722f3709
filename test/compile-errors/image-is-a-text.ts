import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @compiler Type 'string' is not assignable to type 'Image<string, any>'
  // @runtime an image is made by image("registry/name:version", { user }), or taken from the catalogue.
  // @on image
  image: 'nginx:1.27.3',
});
