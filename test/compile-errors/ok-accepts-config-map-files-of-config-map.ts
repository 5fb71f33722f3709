import * as kplus from 'cdk8s-plus-28';
import { configMapFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const map = new kplus.ConfigMap(chart, 'map');
web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
