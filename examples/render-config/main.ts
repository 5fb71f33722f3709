import { App, Chart, Duration, Size } from 'cdk8s';
import { EnvFieldPaths, EnvValue, Probe } from 'cdk8s-plus-28';
import { Deployment, image, RenderConfig, scratch, secretKey } from 'cdk8s-prelude';

/** What differs from environment to environment. */
interface Environment {
  readonly name: string;
  readonly replicas: number;
  readonly hosts: readonly string[];
}

const app = new App();

// One function, a chart for each environment: the template is the same, the values are not.
for (const environment of [
  { name: 'dev', replicas: 1, hosts: ['dev.example.com'] },
  { name: 'prod', replicas: 2, hosts: ['shop.example.com', 'www.example.com'] },
]) site(environment);

function site({ name, replicas, hosts }: Environment): void {
  const chart = new Chart(app, name, { disableResourceNameHashes: true });
  const web = new Deployment(chart, 'web', { replicas });

  const config = new RenderConfig(web, 'render', {
    files: {
      'site.conf': {
        // $host and $remote_addr are nginx's, @{…} are ours.
        template: [
          'server {',
          '  listen 8080 default_server;',
          '  server_name @{HOSTS};',
          '  default_type text/plain;',
          '  location = / { return 200 "@{NAME}: $host by @{POD}\\n"; }',
          '  location = /app.json { alias /app/app.json; }',
          '}',
          '',
        ].join('\n'),
        format: 'text',
        values: { HOSTS: hosts.join(' '), NAME: name, POD: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME) },
      },
      'app.json': {
        template: '{"environment": @{NAME}, "replicas": @{REPLICAS}, "token": @{TOKEN}, "header": "Bearer @{TOKEN}"}\n',
        format: 'json',
        values: { NAME: name, REPLICAS: replicas, TOKEN: secretKey('shop', 'token') },
      },
    },
  });

  web.addContainer('nginx', {
    image: image('docker.io/nginxinc/nginx-unprivileged:1.27', { user: 101, group: 101 }),
    ports: [8080],
    // Single files: what else the image has in conf.d and everywhere in /etc/nginx stays.
    mounts: {
      '/etc/nginx/conf.d/default.conf': config.file('site.conf'),
      '/app/app.json': config.file('app.json'),
      '/tmp': scratch(Size.mebibytes(16)),
    },
    readiness: Probe.fromHttpGet('/', { port: 8080, periodSeconds: Duration.seconds(2) }),
  });
  web.resource.exposeViaService({ name: `${name}-shop` });
}

app.synth();
