import { expand, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error there is no variable DB_PASSWD in the env of this container: define it there, or write $$(DB_PASSWD) where this text is meant
    // @on DATABASE_URL
    DATABASE_URL: expand('postgres://shop:$(DB_PASSWD)@db/shop'),
    DB_PASSWORD: secretKey('db', 'password'),
  },
});
