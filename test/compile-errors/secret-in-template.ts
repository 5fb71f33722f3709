import { RenderConfig, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const password = secretKey('db', 'password');
new RenderConfig(web, 'render', {
  files: {
    'app.env': {
      template: 'DB_PASSWORD=@{DB_PASSWORD}\n',
      format: 'env',
      values: {
        // @error value DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
        // @on DB_PASSWORD
        DB_PASSWORD: password.key,
      },
    },
  },
});
