import * as kplus from 'cdk8s-plus-28';
import { claim } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const pvc = kplus.PersistentVolumeClaim.fromClaimName(chart, 'pvc', 'shop');
web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
