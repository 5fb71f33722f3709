import { AcmeApp, AcmeWebService, TeamChart } from '@acme/platform';

// @runtime standard "Acme platform" (set on the app) names workloads otherwise than "orders2": they fit /^[a-z]+(-[a-z]+)*$/, words without digits, for dashboards find services by them
const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
new AcmeWebService(chart, 'orders2');
