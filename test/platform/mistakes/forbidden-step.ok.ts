import { acme, AcmeApp, TeamChart } from '@acme/platform';
import { claim } from 'cdk8s-prelude';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const files = new acme.Deployment(chart, 'files', { podSecurity: 'baseline' });
const volume = claim(files, 'data', 'files');
new acme.VerifyPermissions(files, 'own', { volume, user: 999 });
