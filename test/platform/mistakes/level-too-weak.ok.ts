import { acme, AcmeApp, TeamChart } from '@acme/platform';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
new acme.DaemonSet(chart, 'agent', { podSecurity: 'baseline' });
