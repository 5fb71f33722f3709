import { Deployment } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart } = stage();

const serviceAccount = new OtherVersion(chart, 'account', 'ServiceAccount', 'shop');
new Deployment(chart, 'shop', { serviceAccount, automountServiceAccountToken: true });
