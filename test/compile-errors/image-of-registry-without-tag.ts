import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @error image "registry.example.com/team/shop" has no tag: pin a version or a digest
  // @on 'registry.example.com/team/shop'
  image: image('registry.example.com/team/shop', { user: 1000 }),
});
