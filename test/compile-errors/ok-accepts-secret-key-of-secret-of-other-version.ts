import { secretKey } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const secret = new OtherVersion(chart, 'secret', 'Secret', 'shop');
web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
