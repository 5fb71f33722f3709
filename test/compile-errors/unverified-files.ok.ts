import { onlyVerified, VerifyFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, config } = stage();

const checked = new VerifyFiles(web, 'verify', { from: config.files, notEmpty: ['shop.json'] });
web.addContainer('app', {
  image: busybox,
  mounts: {
    '/etc/app': onlyVerified(checked.verified),
  },
});
