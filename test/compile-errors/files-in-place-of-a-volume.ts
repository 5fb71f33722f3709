import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config, data } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json'),
  // @compiler Type 'Files<"web", "shop.json">' is not assignable to type
  // @runtime into takes a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
  // @on into
  into: config.files,
});
