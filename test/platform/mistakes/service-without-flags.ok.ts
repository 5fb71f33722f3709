import { acme, AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const orders = new AcmeWebService(chart, 'orders');
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
orders.serve({ image: acme.image('registry.acme.example/orders/api:1', { user: 10001, group: 10001 }), flags });
