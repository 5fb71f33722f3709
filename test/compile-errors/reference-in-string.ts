import { expand, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    DB_PASSWORD: secretKey('db', 'password'),
    // @error a plain string arrives as it is written, and so would $(DB_PASSWORD): give expand('…$(DB_PASSWORD)…'), and DB_PASSWORD its value
    // @on DATABASE_URL
    DATABASE_URL: 'postgres://shop:$(DB_PASSWORD)@db/shop',
  },
});
