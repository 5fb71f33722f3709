import { configMapFiles } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web, busybox } = stage();

const map = new OtherVersion(chart, 'map', 'ConfigMap', 'shop');
web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
