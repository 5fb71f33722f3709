import { claim } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const pvc = 'shop';
web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
