import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

acme.adopt(new kplus.Deployment(chart, 'agent'), 'agent', { podSecurity: 'baseline' });
