import { App, Chart, Cron } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', podSecurity: 'restricted' });
const chart = new Chart(new App(), 'shop');
acme.setOn(chart);

new acme.CronJob(chart, 'report', { schedule: Cron.daily(), podSecurity: 'restricted' });
