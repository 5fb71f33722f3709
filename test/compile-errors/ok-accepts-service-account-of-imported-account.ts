import * as kplus from 'cdk8s-plus-28';
import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'shop');
new Deployment(chart, 'shop', { serviceAccount, automountServiceAccountToken: true });
