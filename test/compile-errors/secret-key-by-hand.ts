import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @compiler is not assignable to type 'EnvValue'
    // @runtime env DB_PASSWORD must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.
    // @on DB_PASSWORD
    DB_PASSWORD: { secret: 'db', key: 'password' },
  },
});
