import { secretFiles, VerifyCertificate } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

const tls = new VerifyCertificate(web, 'verify', { from: secretFiles('shop-tls'), hosts: ['shop.example.com'] });
web.addContainer('app', {
  image: busybox,
  mounts: {
    // @compiler Argument of type '"cert.pem"' is not assignable to parameter of type '"tls.crt" | "tls.key"'
    // @runtime there is no file "cert.pem" among those of this step: tls.crt, tls.key.
    // @on 'cert.pem'
    '/etc/tls.crt': tls.verified.file('cert.pem'),
  },
});
