import { claim } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const pvc = new OtherVersion(chart, 'pvc', 'PersistentVolumeClaim', 'shop');
web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
