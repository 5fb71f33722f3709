import { plainText } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    CSRF_TOKEN: plainText('X-CSRF', 'the name of a header'),
  },
});
