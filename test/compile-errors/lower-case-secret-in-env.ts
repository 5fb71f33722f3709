import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env client_secret names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on client_secret
    client_secret: 'hunter2',
  },
});
