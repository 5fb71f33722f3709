import { plainText } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env CSRF_TOKEN names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on CSRF_TOKEN
    CSRF_TOKEN: 'X-CSRF',
  },
});
