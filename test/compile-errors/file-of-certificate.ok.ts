import { secretFiles, VerifyCertificate } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const tls = new VerifyCertificate(web, 'verify', { from: secretFiles('shop-tls'), hosts: ['shop.example.com'] });
web.addContainer('app', {
  image: busybox,
  mounts: {
    '/etc/tls.crt': tls.verified.file('tls.crt'),
  },
});
