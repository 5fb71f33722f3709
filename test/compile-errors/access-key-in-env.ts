import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env AWS_SECRET_ACCESS_KEY names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on AWS_SECRET_ACCESS_KEY
    AWS_SECRET_ACCESS_KEY: 'wJalr',
  },
});
