import * as kplus from 'cdk8s-plus-28';
import { secretFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const secret = new kplus.BasicAuthSecret(chart, 'secret', { username: 'shop', password: 'given elsewhere' });
web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
