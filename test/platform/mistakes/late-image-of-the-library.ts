import { AcmeApp, AcmeWebService, LoadFeatureFlags, TeamChart } from '@acme/platform';
import { image } from 'cdk8s-prelude';

// @runtime standard "Acme platform" (set on the app) takes no image "quay.io/orders/api:1": use one from registry.acme.example
const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const orders = new AcmeWebService(chart, 'orders');
const { flags } = new LoadFeatureFlags(orders, 'load-feature-flags');
orders.serve({ image: image('quay.io/orders/api:1', { user: 10001, group: 10001 }), flags });
chart.toJson();
