import { configMapKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on DB_PASSWORD
    DB_PASSWORD: configMapKey('db', 'password'),
  },
});
