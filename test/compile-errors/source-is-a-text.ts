import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  // @compiler Type 'string' is not assignable to type
  // @runtime from takes https(…), plainHttp(…) or git(…), or several of https(…) and plainHttp(…) by file name.
  // @on from
  from: 'https://config.example.com/pages.json',
});
