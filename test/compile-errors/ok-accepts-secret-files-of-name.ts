import { secretFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const secret = 'shop';
web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
