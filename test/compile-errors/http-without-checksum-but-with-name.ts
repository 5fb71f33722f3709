import { FetchConfig, plainHttp } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  // @error "http://mirror.local/pages" is fetched over http, which anyone on the way can change: use https(…), or plainHttp(url, { sha256 })
  // @on 'http://mirror.local/pages'
  from: plainHttp('http://mirror.local/pages', { as: 'pages.json' }),
});
