import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const secret = 'shop';
web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
