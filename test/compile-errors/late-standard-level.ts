import { App, Chart } from 'cdk8s';
import { defineStandard, type PodSecurity } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'restricted' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);
const podSecurity = ['base', 'line'].join('') as PodSecurity;
// @runtime standard "Acme" (set on shop) takes no pod at level 'baseline': its weakest is 'restricted'
new acme.DaemonSet(chart, 'agent', { podSecurity });
