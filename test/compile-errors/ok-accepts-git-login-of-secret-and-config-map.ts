import * as kplus from 'cdk8s-plus-28';
import { configMapKey, FetchConfig, git, secretKey } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

const key = new kplus.SshAuthSecret(chart, 'key', { sshPrivateKey: 'given elsewhere' });
const hosts = kplus.ConfigMap.fromConfigMapName(chart, 'hosts', 'known-hosts');
new FetchConfig(web, 'fetch', {
  from: git('git@git.example.com:shop/config.git', { sshKey: secretKey(key, 'ssh-privatekey'), knownHosts: configMapKey(hosts, 'known_hosts') }),
});
