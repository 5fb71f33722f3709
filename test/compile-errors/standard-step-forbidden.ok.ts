import { App, Chart } from 'cdk8s';
import { claim, defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', forbiddenSteps: { FixPermissions: 'ask #storage for a volume of your group' } });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

const files = new acme.Deployment(chart, 'files', { podSecurity: 'baseline' });
const volume = claim(files, 'data', 'files-data');
new acme.VerifyPermissions(files, 'own', { volume, user: 999 });
