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
      },
    },
  },
});
