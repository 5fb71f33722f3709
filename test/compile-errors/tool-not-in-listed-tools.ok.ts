import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['node', 'npm'] });
web.addContainer('app', {
  image: shop,
  command: ['node', 'server.js'],
});
