import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, data } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  // @compiler Type 'Files<"web", "shop.json">' is not assignable to type
  // @runtime volume takes a volume of this pod: claim(…), claimTemplate(…) or emptyDirectory(…).
  // @on into
  into: config.files,
});
