import { RenderConfig, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new RenderConfig(web, 'render', {
  files: {
    'app.json': {
      template: '{"host": @{HOST}, "password": @{PASSWORD}, "url": "https://@{HOST}/"}',
      format: 'json',
      values: { HOST: 'db', PASSWORD: secretKey('db', 'password') },
    },
  },
});
