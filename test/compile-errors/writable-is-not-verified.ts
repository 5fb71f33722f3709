import { onlyVerified, VerifyFiles, writable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, config } = stage();

const checked = new VerifyFiles(web, 'verify', { from: config.files, notEmpty: ['shop.json'] });
web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume
    // @on writable
    '/etc/app': onlyVerified(writable(checked.verified)),
  },
});
