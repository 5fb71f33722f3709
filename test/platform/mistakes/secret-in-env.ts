import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';
import { secretKey } from 'cdk8s-prelude';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const orders = new AcmeWebService(chart, 'orders');
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
export const key = secretKey;
orders.serve({
  image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }),
  flags,
  // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
  // @on DB_PASSWORD
  env: { DB_PASSWORD: 'hunter2' },
});
