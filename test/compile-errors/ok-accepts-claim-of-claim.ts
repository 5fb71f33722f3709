import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { claim } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const pvc = new kplus.PersistentVolumeClaim(chart, 'pvc', { storage: Size.gibibytes(1) });
web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
