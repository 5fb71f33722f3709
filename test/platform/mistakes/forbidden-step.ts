import { acme, AcmeApp, TeamChart } from '@acme/platform';
import { claim } from 'cdk8s-prelude';

const chart = new TeamChart(new AcmeApp(), 'shop', { team: 'orders', channel: '#orders' });
const files = new acme.Deployment(chart, 'files', { podSecurity: 'baseline' });
const volume = claim(files, 'data', 'files');
// @error standard "Acme platform" forbids FixPermissions: ask #storage for a volume of your group
// @on files,
// @runtime standard "Acme platform" (set on the app) forbids FixPermissions: ask #storage for a volume of your group
new acme.FixPermissions(files, 'own', { volume, owner: 999 });
