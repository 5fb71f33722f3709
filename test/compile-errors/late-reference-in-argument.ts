import { secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: { DB_PASSWORD: secretKey('db', 'password') },
  // @runtime a plain string arrives as it is written, and so would $(DB_PASSWORD): give expand('…$(DB_PASSWORD)…'), and DB_PASSWORD its value
  args: ['postgres://shop:$(DB_PASSWORD)@db/shop'],
});
