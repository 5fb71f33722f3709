import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

web.addContainer('app', {
  image: image('registry.example.com/team/shop:1.4.2', { user: 1000 }),
});
