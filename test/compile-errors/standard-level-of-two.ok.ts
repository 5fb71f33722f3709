import { App, Chart } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'baseline' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);
const levelOf = (old: boolean) => (old ? 'restricted' : 'baseline');

new acme.Deployment(chart, 'agent', { podSecurity: levelOf(false) });
