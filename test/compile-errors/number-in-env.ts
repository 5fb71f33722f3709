import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @compiler Type 'number' is not assignable to type 'EnvValue'
    // @runtime env PORT must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.
    // @on PORT
    PORT: 8080,
  },
});
