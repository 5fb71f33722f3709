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
        DB_PASSWORD: password,
      },
    },
  },
});
