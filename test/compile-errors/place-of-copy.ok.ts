import { configMapFiles, CopyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const config = new CopyFiles(web, 'copy', {
  from: configMapFiles('settings'),
  files: { 'app.conf': { as: 'conf.d/app.conf' } },
  user: 1000,
});
web.addContainer('app', {
  image: busybox,
  mounts: {
    '/etc/app.conf': config.file('conf.d/app.conf'),
  },
});
