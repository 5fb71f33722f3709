import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  command: ['env'],
  env: {
    // @compiler Argument of type '"region"' is not assignable to parameter of type '"shop.json"'
    // @runtime there is no file "region" among those of this step: shop.json.
    // @on 'region'
    REGION: config.files.value('region'),
  },
});
