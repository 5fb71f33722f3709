import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const orders = new AcmeWebService(chart, 'orders');
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
orders.serve({
  flags,
  // @error standard "Acme platform" takes no image "quay.io/orders/api:1": use one from registry.acme.example
  // @on 'quay.io/orders/api:1'
  image: acme.image('quay.io/orders/api:1', { user: 10001, group: 10001 }),
});
