import { AcmeWebService } from '@acme/platform';
import { App, Chart } from 'cdk8s';

// @runtime this is built in the words of standard "Acme platform", which is not set here: call setOn(…) of the standard on the app, the chart or a construct above
new AcmeWebService(new Chart(new App(), 'shop'), 'orders');
