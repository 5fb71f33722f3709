import { App, Chart, Cron } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'restricted' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

// @error standard "Acme" takes no pod at level 'baseline': its weakest is 'restricted'
// @on podSecurity
// @runtime standard "Acme" (set on shop) takes no pod at level 'baseline': its weakest is 'restricted'
new acme.CronJob(chart, 'report', { schedule: Cron.daily(), podSecurity: 'baseline' });
