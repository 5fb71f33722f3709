import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env STRIPE_API_KEY names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on STRIPE_API_KEY
    STRIPE_API_KEY: 'sk_live_0123',
  },
});
