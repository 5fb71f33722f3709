import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, Probe } from 'cdk8s-plus-28';
import { allVerified, configMapFiles, Deployment, image, scratch, secretFiles, VerifyCertificate, VerifyFiles } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'verify', { disableResourceNameHashes: true });

const configuration = new ConfigMap(chart, 'configuration', {
  data: {
    'tls.conf': [
      'server {', '  listen 8443 ssl;', '  ssl_certificate /etc/tls/tls.crt;', '  ssl_certificate_key /etc/tls/tls.key;',
      '  auth_basic shop;', '  auth_basic_user_file /etc/login/users;', '  root /usr/share/nginx/html;', '}', '',
    ].join('\n'),
  },
});

const web = new Deployment(chart, 'web', { replicas: 1 });

// The Secrets verify-tls and verify-login are made by setup.sh, or by cert-manager and somebody else.
const tls = new VerifyCertificate(web, 'verify-tls', {
  from: secretFiles('verify-tls'),
  hosts: ['verify-web', 'shop.example.com'],
  validFor: Duration.days(14),
});

// nginx takes an empty list of users, and lets nobody in.
const login = new VerifyFiles(web, 'verify-login', { from: secretFiles('verify-login'), notEmpty: ['users'] });

// What has been reviewed, and nothing else: whoever changes the ConfigMap changes the checksum with it.
const reviewed = new VerifyFiles(web, 'verify-configuration', {
  from: configMapFiles(configuration),
  sha256: { 'tls.conf': '50007abf0858141ae61b0ca05065d8b1237f85a634bbd14b97dafa81a3eaf889' },
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8443],
  mounts: allVerified({
    '/etc/tls': tls.verified,
    '/etc/login': login.verified,
    '/etc/nginx/conf.d/tls.conf': reviewed.verified.file('tls.conf'),
    '/tmp': scratch(Size.mebibytes(16)),
  }),
  readiness: Probe.fromTcpSocket({ port: 8443, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'verify-web' });

app.synth();
console.log(web.startUpPlanText);
