import * as kplus from 'cdk8s-plus-28';
import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const dockerRegistryAuth = kplus.Secret.fromSecretName(chart, 'auth', 'shop');
new Deployment(chart, 'shop', { dockerRegistryAuth });
