import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    AWS_SECRET_ACCESS_KEY: secretKey('aws', 'key'),
  },
});
