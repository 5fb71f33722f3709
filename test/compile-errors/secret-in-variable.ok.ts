import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const password: string = ['hunter', '2'].join('');
web.addContainer('app', {
  image: busybox,
  env: {
    LOG_LEVEL: 'info',
    DB_PASSWORD: secretKey(password, 'password'),
  },
});
