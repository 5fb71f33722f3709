import { configMapFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const map = 'shop';
web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
