import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, space, apiSpace } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  into: space,
});
