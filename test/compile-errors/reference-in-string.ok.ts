import { expand, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    DB_PASSWORD: secretKey('db', 'password'),
    DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop'),
  },
});
