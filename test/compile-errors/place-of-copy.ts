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
    // @compiler Argument of type '"app.conf"' is not assignable to parameter of type '"conf.d/app.conf"'
    // @runtime there is no file "app.conf" among those of this step: conf.d/app.conf.
    // @on 'app.conf'
    '/etc/app.conf': config.file('app.conf'),
  },
});
