import { Size } from 'cdk8s';
import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  maxSize: Size.mebibytes(16),
});
