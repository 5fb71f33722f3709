import { acme, AcmeApp, TeamChart } from '@acme/platform';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
// @error standard "Acme platform" takes no pod at level 'privileged': its weakest is 'baseline'
// @on podSecurity
// @runtime standard "Acme platform" (set on the app) takes no pod at level 'privileged': its weakest is 'baseline'
new acme.DaemonSet(chart, 'agent', { podSecurity: 'privileged' });
