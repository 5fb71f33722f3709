import { Chart } from 'cdk8s';
import { Deployment, dns, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, db } = stage();

// Two charts may both have a "web": the types are the same, the pods are not.
const web = new Deployment(new Chart(chart, 'second'), 'web');
// @runtime a handle of pod "shop/web" is not assignable to pod "shop/second/web": build the step on "shop/second/web" as well
new WaitForService(web, 'wait', { until: dns({ host: 'cache' }), after: [db.ready] });
