import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env GITHUB_TOKEN names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on GITHUB_TOKEN
    GITHUB_TOKEN: 'ghp_0123',
  },
});
