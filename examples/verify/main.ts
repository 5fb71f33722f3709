import { App, Chart, Duration, Size } from 'cdk8s';
import { ConfigMap, DeploymentStrategy, PersistentVolumeAccessMode, PersistentVolumeClaim, Probe } from 'cdk8s-plus-28';
import {
  allVerified, claim, configMapFiles, Deployment, image, ScanVolume, scratch, secretFiles, VerifyCertificate, VerifyFiles,
} from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'verify', { disableResourceNameHashes: true });

const configuration = new ConfigMap(chart, 'configuration', {
  data: {
    'tls.conf': [
      'server {', '  listen 8443 ssl;', '  ssl_certificate /etc/tls/tls.crt;', '  ssl_certificate_key /etc/tls/tls.key;',
      '  auth_basic shop;', '  auth_basic_user_file /etc/login/users;', '  root /srv/pages;', '}', '',
    ].join('\n'),
  },
});

// One node at a time has a claim that is ReadWriteOnce: the old pod goes before the new one comes.
const web = new Deployment(chart, 'web', { replicas: 1, progressDeadline: Duration.minutes(15), strategy: DeploymentStrategy.recreate() });

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
  sha256: { 'tls.conf': '063c9a22ede54997904a53c0138127465b1f668807278980d9d99ec03bf28de3' },
});

// Others put pages there: nobody's program, and no link to what nginx could read elsewhere.
const pages = new PersistentVolumeClaim(chart, 'pages', { accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(1) });
const scanned = new ScanVolume(web, 'scan-pages', {
  volume: claim(web, 'pages', pages),
  refuse: ['setuid', 'special', 'leading-out', 'executable'],
});

web.addContainer('nginx', {
  image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
  ports: [8443],
  mounts: allVerified({
    '/etc/tls': tls.verified,
    '/etc/login': login.verified,
    '/etc/nginx/conf.d/tls.conf': reviewed.verified.file('tls.conf'),
    '/srv/pages': scanned.verified,
    '/tmp': scratch(Size.mebibytes(16)),
  }),
  readiness: Probe.fromTcpSocket({ port: 8443, periodSeconds: Duration.seconds(2) }),
});
web.resource.exposeViaService({ name: 'verify-web' });

app.synth();
console.log(web.startUpPlanText);
