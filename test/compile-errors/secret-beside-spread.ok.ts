import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const common = { LOG_LEVEL: 'info' };
web.addContainer('app', {
  image: busybox,
  env: {
    ...common,
    API_TOKEN: secretKey('api', 'token'),
  },
});
