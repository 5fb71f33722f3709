import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, space, apiSpace } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  // @compiler Type '"api"' is not assignable to type '"web"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on into
  into: apiSpace,
});
