/* Objects of cdk8s-plus, of every version, where a name would do. */
import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  bearer, claim, configMapFiles, configMapKey, Deployment, FetchConfig, git, http, https, postgres, secretFiles, secretKey, StatefulSet,
  WaitForService,
} from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('config map is no secret', () => {
  const { chart } = stage();
  // @error expected a Secret or its name
  // @runtime expected a Secret or its name, but this is of kind ConfigMap
  // @on new kplus.ConfigMap
  // @right secretFiles(new kplus.Secret(chart, 'login'));
  secretFiles(new kplus.ConfigMap(chart, 'login'));
});

mistake('secret is no config map', () => {
  const { chart } = stage();
  // @error expected a ConfigMap or its name
  // @runtime expected a ConfigMap or its name, but this is of kind Secret
  // @on new kplus.Secret
  // @right configMapFiles(new kplus.ConfigMap(chart, 'settings'));
  configMapFiles(new kplus.Secret(chart, 'settings'));
});

mistake('workload is no service', () => {
  const { chart } = stage();
  const database = new kplus.Deployment(chart, 'database', { containers: [{ image: 'postgres:16', portNumber: 5432 }] });
  // @error expected a Service or its name
  // @runtime expected a Service or its name, but this is of kind workload
  // @on host
  // @right postgres({ host: database.exposeViaService() });
  postgres({ host: database });
});

fine('accepts claim of claim', () => {
  const { chart, web, busybox } = stage();
  const pvc = new kplus.PersistentVolumeClaim(chart, 'pvc', { storage: Size.gibibytes(1) });
  web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
});

fine('accepts claim of claim of other version', () => {
  const { chart, web, busybox } = stage();
  const pvc = new OtherVersion(chart, 'pvc', 'PersistentVolumeClaim', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
});

fine('accepts claim of imported claim', () => {
  const { chart, web, busybox } = stage();
  const pvc = kplus.PersistentVolumeClaim.fromClaimName(chart, 'pvc', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
});

fine('accepts claim of name', () => {
  const { web, busybox } = stage();
  const pvc = 'shop';
  web.addContainer('app', { image: busybox, mounts: { '/data': claim(web, 'shop', pvc) } });
});

fine('accepts config map files of config map', () => {
  const { chart, web, busybox } = stage();
  const map = new kplus.ConfigMap(chart, 'map');
  web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
});

fine('accepts config map files of config map of other version', () => {
  const { chart, web, busybox } = stage();
  const map = new OtherVersion(chart, 'map', 'ConfigMap', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
});

fine('accepts config map files of imported config map', () => {
  const { chart, web, busybox } = stage();
  const map = kplus.ConfigMap.fromConfigMapName(chart, 'map', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
});

fine('accepts config map files of name', () => {
  const { web, busybox } = stage();
  const map = 'shop';
  web.addContainer('app', { image: busybox, mounts: { '/etc/app': configMapFiles(map) } });
});

fine('accepts config map key of config map', () => {
  const { chart, web } = stage();
  const map = new kplus.ConfigMap(chart, 'map');
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
});

fine('accepts config map key of config map of other version', () => {
  const { chart, web } = stage();
  const map = new OtherVersion(chart, 'map', 'ConfigMap', 'shop');
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
});

fine('accepts config map key of imported config map', () => {
  const { chart, web } = stage();
  const map = kplus.ConfigMap.fromConfigMapName(chart, 'map', 'shop');
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
});

fine('accepts config map key of name', () => {
  const { web } = stage();
  const map = 'shop';
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { ca: configMapKey(map, 'ca.crt') }) });
});

fine('accepts env of config map', () => {
  const { chart, web, busybox } = stage();
  const config = new kplus.ConfigMap(chart, 'config', { data: { level: 'info' } });
  web.addContainer('app', { image: busybox, env: { LEVEL: configMapKey(config, 'level') } });
});

fine('accepts env of config map name', () => {
  const { web, busybox } = stage();
  web.addContainer('app', { image: busybox, env: { LEVEL: configMapKey('shop', 'level') } });
});

fine('accepts env of imported config map', () => {
  const { chart, web, busybox } = stage();
  const config = kplus.ConfigMap.fromConfigMapName(chart, 'config', 'shop');
  web.addContainer('app', { image: busybox, env: { LEVEL: configMapKey(config, 'level') } });
});

fine('accepts git login of secret and config map', () => {
  const { chart, web } = stage();
  const key = new kplus.SshAuthSecret(chart, 'key', { sshPrivateKey: 'given elsewhere' });
  const hosts = kplus.ConfigMap.fromConfigMapName(chart, 'hosts', 'known-hosts');
  new FetchConfig(web, 'fetch', {
    from: git('git@git.example.com:shop/config.git', { sshKey: secretKey(key, 'ssh-privatekey'), knownHosts: configMapKey(hosts, 'known_hosts') }),
  });
});

fine('accepts governing service', () => {
  const { chart } = stage();
  const service = new kplus.Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 5432 }] });
  new StatefulSet(chart, 'shop', { service });
});

fine('accepts header of secret', () => {
  const { chart, web } = stage();
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'config');
  const headers = { Authorization: bearer(secretKey(secret, 'token')), 'X-Api-Key': secretKey('config', 'key'), Accept: 'application/json' };
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { headers, ca: secretKey(secret, 'ca.crt') }) });
  new WaitForService(web, 'wait', { until: http('https://auth.example.com/health', { headers }) });
});

fine('accepts registry auth of docker secret', () => {
  const { chart } = stage();
  const dockerRegistryAuth = new kplus.DockerConfigSecret(chart, 'auth', { data: { auths: {} } });
  new Deployment(chart, 'shop', { dockerRegistryAuth });
});

fine('accepts registry auth of imported secret', () => {
  const { chart } = stage();
  const dockerRegistryAuth = kplus.Secret.fromSecretName(chart, 'auth', 'shop');
  new Deployment(chart, 'shop', { dockerRegistryAuth });
});

fine('accepts secret files of basic auth secret', () => {
  const { chart, web, busybox } = stage();
  const secret = new kplus.BasicAuthSecret(chart, 'secret', { username: 'shop', password: 'given elsewhere' });
  web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
});

fine('accepts secret files of imported secret', () => {
  const { chart, web, busybox } = stage();
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
});

fine('accepts secret files of name', () => {
  const { web, busybox } = stage();
  const secret = 'shop';
  web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
});

fine('accepts secret files of secret', () => {
  const { chart, web, busybox } = stage();
  const secret = new kplus.Secret(chart, 'secret');
  web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
});

fine('accepts secret files of secret of other version', () => {
  const { chart, web, busybox } = stage();
  const secret = new OtherVersion(chart, 'secret', 'Secret', 'shop');
  web.addContainer('app', { image: busybox, mounts: { '/etc/tls': secretFiles(secret) } });
});

fine('accepts secret key of basic auth secret', () => {
  const { chart, web, busybox } = stage();
  const secret = new kplus.BasicAuthSecret(chart, 'secret', { username: 'shop', password: 'given elsewhere' });
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
});

fine('accepts secret key of imported secret', () => {
  const { chart, web, busybox } = stage();
  const secret = kplus.Secret.fromSecretName(chart, 'secret', 'shop');
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
});

fine('accepts secret key of name', () => {
  const { web, busybox } = stage();
  const secret = 'shop';
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
});

fine('accepts secret key of secret', () => {
  const { chart, web, busybox } = stage();
  const secret = new kplus.Secret(chart, 'secret');
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
});

fine('accepts secret key of secret of other version', () => {
  const { chart, web, busybox } = stage();
  const secret = new OtherVersion(chart, 'secret', 'Secret', 'shop');
  web.addContainer('app', { image: busybox, env: { DB_PASSWORD: secretKey(secret, 'password') } });
});

fine('accepts service account of account', () => {
  const { chart } = stage();
  const serviceAccount = new kplus.ServiceAccount(chart, 'account');
  new Deployment(chart, 'shop', { serviceAccount, automountServiceAccountToken: true });
});

fine('accepts service account of account of other version', () => {
  const { chart } = stage();
  const serviceAccount = new OtherVersion(chart, 'account', 'ServiceAccount', 'shop');
  new Deployment(chart, 'shop', { serviceAccount, automountServiceAccountToken: true });
});

fine('accepts service account of imported account', () => {
  const { chart } = stage();
  const serviceAccount = kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'shop');
  new Deployment(chart, 'shop', { serviceAccount, automountServiceAccountToken: true });
});
