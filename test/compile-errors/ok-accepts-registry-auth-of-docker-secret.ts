import * as kplus from 'cdk8s-plus-28';
import { Deployment } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const dockerRegistryAuth = new kplus.DockerConfigSecret(chart, 'auth', { data: { auths: {} } });
new Deployment(chart, 'shop', { dockerRegistryAuth });
