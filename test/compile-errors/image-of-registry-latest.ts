import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  // @error image "registry.example.com:443/shop:latest" changes under you: pin a version or a digest
  // @on 'registry.example.com:443/shop:latest'
  image: image('registry.example.com:443/shop:latest', { user: 1000 }),
});
