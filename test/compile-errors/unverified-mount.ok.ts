import { Size } from 'cdk8s';
import { allVerified, configMapFiles, scratch, VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const settings = configMapFiles('settings');
const checked = new VerifyFiles(web, 'verify', { from: settings, notEmpty: ['app.conf'] });
web.addContainer('app', {
  image: busybox,
  mounts: allVerified({
    '/tmp': scratch(Size.mebibytes(1)),
    '/etc/app': checked.verified,
  }),
});
