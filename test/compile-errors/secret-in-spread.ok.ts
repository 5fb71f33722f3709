import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const common = { API_TOKEN: secretKey('api', 'token') };
web.addContainer('app', {
  image: busybox,
  env: { LOG_LEVEL: 'info', ...common },
});
