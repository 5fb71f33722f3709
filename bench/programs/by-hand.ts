import { type Chart, Size } from 'cdk8s';
import { type ContainerResources, type ContainerSecurityContextProps, Cpu, Deployment, EnvValue, Secret, Volume } from 'cdk8s-plus-28';

const as = (user: number): ContainerSecurityContextProps => ({ user, group: user });
const sized = (cpu: number, memory: number): ContainerResources => ({
  cpu: { request: Cpu.millis(cpu) }, memory: { request: Size.mebibytes(memory), limit: Size.mebibytes(memory * 4) },
});

const BUSYBOX = 'docker.io/library/busybox:1.37.0-musl';
const CURL = 'docker.io/curlimages/curl:8.11.1';

// The library says more (the level "restricted", deadlines, why a step failed), and is held against this all the same.

/** What a person writes for the same intent without the library: short loops, users and sizes. */
export function deployment(chart: Chart, id: string): void {
  // What is between these two lines is also type-checked, once for each Deployment, with `id` a literal.
  // begin
  const web = new Deployment(chart, id, { replicas: 3, metadata: { name: id } });
  const password = EnvValue.fromSecretValue({ secret: Secret.fromSecretName(web, 'db', 'db'), key: 'password' });
  const files = Volume.fromEmptyDir(web, 'files', 'config', { sizeLimit: Size.mebibytes(32) });
  const scratch = Volume.fromEmptyDir(web, 'scratch', 'tmp', { sizeLimit: Size.mebibytes(16) });
  web.addInitContainer({
    name: 'wait',
    image: BUSYBOX,
    command: ['sh', '-c', 'until nc -z db 5432; do sleep 2; done; until nc -z cache 6379; do sleep 2; done'],
    resources: sized(10, 16),
    securityContext: as(65534),
  });
  web.addInitContainer({
    name: 'migrate',
    image: 'registry.example.com/shop/migrations:1.4.2',
    command: ['migrate', '-path', '/migrations', 'up'],
    envVariables: { PGHOST: EnvValue.fromValue('db'), PGPASSWORD: password },
    resources: sized(50, 128),
    securityContext: as(1000),
  });
  web.addInitContainer({
    name: 'fetch-config',
    image: CURL,
    command: [
      'sh', '-c',
      `curl -fsS --retry 5 -o /files/shop.json https://config.example.com/shop.json && echo "${'a5d0'.repeat(16)}  /files/shop.json" | sha256sum -c`,
    ],
    volumeMounts: [{ path: '/files', volume: files }],
    resources: sized(25, 32),
    securityContext: as(65534),
  });
  web.addInitContainer({
    name: 'wait-for-search',
    image: BUSYBOX,
    command: ['sh', '-c', 'until wget -q -O /dev/null http://search:9200/_cluster/health; do sleep 2; done'],
    resources: sized(10, 16),
    securityContext: as(65534),
  });
  web.addContainer({
    name: 'app',
    image: 'registry.example.com/shop/web:1.4.2',
    envVariables: { DB_HOST: EnvValue.fromValue('db'), DB_PASSWORD: password },
    volumeMounts: [{ path: '/etc/shop', volume: files, readOnly: true }, { path: '/tmp', volume: scratch }],
    ports: [{ number: 8080 }],
    resources: sized(100, 128),
    securityContext: as(1000),
  });
  // end
}
