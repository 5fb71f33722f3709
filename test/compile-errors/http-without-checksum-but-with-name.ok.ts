import { FetchConfig, plainHttp } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  from: plainHttp('http://mirror.local/pages', { as: 'pages.json', sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }),
});
