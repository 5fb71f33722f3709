import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const orders = new AcmeWebService(chart, 'orders');
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
const catalog = new AcmeWebService(chart, 'catalog');
catalog.serve({
  image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }),
  // @compiler Type 'FlagsLoaded<"orders">' is not assignable to type 'FlagsLoaded<"catalog">'
  // @on flags
  // @runtime a handle of pod "orders" is not assignable to pod "catalog": build the step on "catalog" as well
  flags,
});
