import { bearer, FetchConfig, https, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'pages', {
  from: https('https://config.example.com/pages.json', {
    headers: {
      Accept: 'application/json',
      Authorization: bearer(secretKey('config', 'token')),
    },
  }),
});
