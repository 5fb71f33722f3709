import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const common = { LOG_LEVEL: 'info' };
web.addContainer('app', {
  image: busybox,
  env: {
    ...common,
    // @error env API_TOKEN names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on API_TOKEN
    API_TOKEN: 'hunter2',
  },
});
