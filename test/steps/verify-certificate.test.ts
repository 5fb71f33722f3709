import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { allVerified, configMapKey, Deployment, image, secretFiles, VerifyCertificate } from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/app:1', { user: 1000 });

function verify(props: object = {}, chart = newChart()) {
  const web = new Deployment(chart, 'web');
  const tls = new VerifyCertificate(web, 'verify', { from: secretFiles('shop-tls'), hosts: ['shop.example.com'], ...props });
  web.addContainer('app', { image: app, mounts: allVerified({ '/etc/tls': tls.verified }) });
  return web;
}

test('the Secret is looked at without any privilege, and mounted as it is', () => {
  const web = verify({ hosts: ['shop.example.com', '10.0.0.7', '2001:db8::7'] });
  expect(containerOf(web, 'verify')).toMatchObject({
    image: 'docker.io/alpine/openssl:3.5.4',
    args: [
      '--timeout', '60', '--in', '/certificate', '--certificate', 'tls.crt', '--key', 'tls.key', '--valid-for', '604800', '--ca', '/certificate/ca.crt',
      '--host', 'shop.example.com', '--address', '10.0.0.7', '--address', '2001:db8::7',
    ],
    securityContext: { runAsUser: 65534, runAsNonRoot: true, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: [{ name: 'secret-shop-tls', mountPath: '/certificate', readOnly: true }],
  });
  expect(containerOf(web, 'app').volumeMounts).toEqual([{ name: 'secret-shop-tls', mountPath: '/etc/tls', readOnly: true }]);
  expect(podOf(web).volumes).toEqual([{ name: 'secret-shop-tls', secret: { secretName: 'shop-tls' } }]);
});

test('the authority is that of a ConfigMap, or of the public', () => {
  const web = verify({ ca: configMapKey('company', 'root.crt'), validFor: Duration.days(30) });
  expect(containerOf(web, 'verify')).toMatchObject({
    args: expect.arrayContaining(['--ca', '/authority/root.crt', '--valid-for', '2592000']),
    volumeMounts: [expect.anything(), { name: 'verify-ca', mountPath: '/authority', readOnly: true }],
  });
  expect(containerOf(verify({ ca: 'public' }), 'verify').args).toContain('--public');
});

test('a Service is a name, with its namespace where it has one', () => {
  const chart = newChart();
  const service = new kplus.Service(chart, 'service', { ports: [{ port: 443 }], metadata: { name: 'shop', namespace: 'prod' } });
  expect(containerOf(verify({ hosts: [service] }, chart), 'verify').args).toEqual(expect.arrayContaining(['--host', 'shop.prod']));
});

test('files have the names that they are given, for a client as well', () => {
  const web = new Deployment(newChart(), 'web');
  const tls = new VerifyCertificate(web, 'verify', {
    from: secretFiles('shop-tls'), certificate: 'client.pem', key: 'client.key', usage: 'client', hosts: [], ca: 'public', user: 1000,
  });
  const one: 'client.pem' | 'client.key' = tls.verified.names[0]!;
  web.addContainer('app', { image: app, mounts: { '/client.pem': tls.verified.file(one) } });
  expect(containerOf(web, 'verify')).toMatchObject({ args: expect.arrayContaining(['client.pem', 'client.key', '--client']), securityContext: { runAsUser: 1000 } });
});

test('keys that a Secret of the same app has not are an error', () => {
  const chart = newChart();
  const secret = new kplus.Secret(chart, 'tls', { metadata: { name: 'tls' }, stringData: { 'tls.crt': 'x', 'tls.key': 'y' } });
  expect(() => podOf(verify({ from: secretFiles(secret) }, chart))).toThrow('the source in from has no "ca.crt": Secret tls has tls.crt, tls.key.');
});

test.each<[string, object, RegExp]>([
  ['no host of a server', { hosts: [] }, /hosts must list the names/],
  ['a wildcard for a host', { hosts: ['*.example.com'] }, /host/],
  ['another usage', { usage: 'both' }, /'server' or 'client'/],
  ['an authority by name', { ca: 'company' }, /ca must be configMapKey/],
  ['a path that leads out', { key: '../tls.key' }, /path/],
  ['a time below zero', { validFor: Duration.seconds(0) }, /validFor/],
])('%s is refused', (_, props, message) => {
  expect(() => verify(props)).toThrow(message);
});
