import { expand, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    DATABASE_URL: expand('postgres://shop:$(DB_PASSWORD)@db/shop'),
    DB_PASSWORD: secretKey('db', 'password'),
  },
});
