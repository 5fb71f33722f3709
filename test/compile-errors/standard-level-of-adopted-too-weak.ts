import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

// @error standard "Acme" takes no pod at level 'privileged': its weakest is 'baseline'
// @on podSecurity
// @runtime standard "Acme" (set on shop) takes no pod at level 'privileged': its weakest is 'baseline'
acme.adopt(new kplus.Deployment(chart, 'agent'), 'agent', { podSecurity: 'privileged' });
