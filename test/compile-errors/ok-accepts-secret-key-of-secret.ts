import * as kplus from 'cdk8s-plus-28';
import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const secret = new kplus.Secret(chart, 'secret');
web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
