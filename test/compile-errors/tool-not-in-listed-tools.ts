import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['node', 'npm'] });
web.addContainer('app', {
  image: shop,
  // @error image "registry.example.com/shop:1.4.2" has no "nodemon": use an image that has it, or list it in the image's tools
  // @on 'nodemon'
  command: ['nodemon', 'server.js'],
});
