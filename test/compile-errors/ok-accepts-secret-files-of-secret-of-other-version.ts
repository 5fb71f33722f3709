import { secretFiles } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const secret = new OtherVersion(chart, 'secret', 'Secret', 'shop');
web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
