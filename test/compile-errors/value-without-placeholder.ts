import { RenderConfig } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new RenderConfig(web, 'render', {
  files: {
    'site.conf': {
      template: 'server { server_name @{HOST}; root $root; }',
      format: 'text',
      values: {
        HOST: 'shop.example.com',
        // @error the template has no @{PORT}: take this value out, or correct its name
        // @on PORT
        PORT: 8080,
      },
    },
  },
});
