import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const common = { API_TOKEN: 'hunter2' };
web.addContainer('app', {
  image: busybox,
  // @error env API_TOKEN names a secret: give secretKey(…), or plainText(value, because) where it is none
  // @on env
  env: { LOG_LEVEL: 'info', ...common },
});
