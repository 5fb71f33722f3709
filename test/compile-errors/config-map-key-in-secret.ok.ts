import { configMapKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    DB_HOST: configMapKey('db', 'password'),
  },
});
