import { EnvValue } from 'cdk8s-plus-28';
import { stage } from './support/stage';

const { web, busybox } = stage();

// @runtime env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
web.addContainer('app', { image: busybox, env: { DB_PASSWORD: EnvValue.fromValue('hunter2') } });
