import { expand, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  env: { DB_PASSWORD: secretKey('db', 'password') },
  // @compiler Type 'Expansion<"DB_PASSWD">' is not assignable to type 'string | Expansion<
  // @runtime there is no variable DB_PASSWD in the env of this container: define it there, or write $$(DB_PASSWD) where this text is meant
  // @on expand
  args: ['--database', expand('postgres://shop:$(DB_PASSWD)@db/shop')],
});
