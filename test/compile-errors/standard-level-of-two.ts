import { App, Chart } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);
const levelOf = (old: boolean) => (old ? 'privileged' : 'baseline');

// @error standard "Acme" takes no pod at level 'privileged': its weakest is 'baseline'
// @on podSecurity
// @runtime standard "Acme" (set on shop) takes no pod at level 'privileged': its weakest is 'baseline'
new acme.Deployment(chart, 'agent', { podSecurity: levelOf(true) });
