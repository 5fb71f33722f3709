import * as kplus from 'cdk8s-plus-28';
import { secretFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const secret = kplus.Secret.fromSecretName(chart, 'secret', 'shop');
web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
