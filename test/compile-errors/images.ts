/* References of images, and the tools that are in them. */
import { command, CopyFromImage, Deployment, image, RunCommand, RunMigration, RunPrivileged, RunScript, WaitForService } from 'cdk8s-prelude';
import { late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('busybox without curl', () => {
  const { web, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    // @error image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
    // @on 'curl'
    // @right command: ['wget', 'https://config.example.com'],
    command: ['curl', 'https://config.example.com'],
  });
});

mistake('image is a text', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('nginx:1.27.3', { user: 1000 }),
    image: 'nginx:1.27.3',
  });
});

mistake('image latest', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error image "nginx:latest" can change at any time: pin a version or a digest
    // @on 'nginx:latest'
    // @right image: image('nginx:1.27.3', { user: 1000 }),
    image: image('nginx:latest', { user: 1000 }),
  });
});

mistake('image of registry latest', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error image "registry.example.com:443/shop:latest" can change at any time: pin a version or a digest
    // @on 'registry.example.com:443/shop:latest'
    // @right image: image('registry.example.com:443/shop@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', { user: 1000 }),
    image: image('registry.example.com:443/shop:latest', { user: 1000 }),
  });
});

mistake('image of registry without tag', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error image "registry.example.com/team/shop" has no tag: pin a version or a digest
    // @on 'registry.example.com/team/shop'
    // @right image: image('registry.example.com/team/shop:1.4.2', { user: 1000 }),
    image: image('registry.example.com/team/shop', { user: 1000 }),
  });
});

mistake('image with port and no tag', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error image "localhost:5000/nginx" has no tag: pin a version or a digest
    // @on 'localhost:5000/nginx'
    // @right image: image('localhost:5000/nginx:1.27.3', { user: 1000 }),
    image: image('localhost:5000/nginx', { user: 1000 }),
  });
});

mistake('image without tag', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @error image "nginx" has no tag: pin a version or a digest
    // @on 'nginx'
    // @right image: image('nginx:1.27.3', { user: 1000 }),
    image: image('nginx', { user: 1000 }),
  });
});

mistake('image without user', () => {
  const { web } = stage();
  web.addContainer('app', {
    // @compiler Expected 2 arguments, but got 1
    // @runtime set the user that the image runs as: a number such as { user: 1000 }
    // @on image
    // @right image: image('nginx:1.27.3', { user: 1000 }),
    image: image('nginx:1.27.3'),
  });
});

mistake('script in image without shell', () => {
  const { web } = stage();
  // @right const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['shop', 'sh'] });
  const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['shop'] });
  new RunScript(web, 'warm-up', {
    purpose: 'fills the cache',
    rerun: 'idempotent',
    image: shop,
    // @error image "registry.example.com/shop:1.4.2" has no "sh": use an image that has it, or list it in the image's tools
    // @on script:
    script: 'shop warm-up',
  });
});

mistake('tool not in image of command', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'list', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    // @error image "migrate/migrate:v4.18.1" has no "flyway": use an image that has it, or list it in the image's tools
    // @on 'flyway'
    // @right command: ['migrate', 'version'],
    command: ['flyway', 'version'],
  });
});

mistake('tool not in image of migration', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    // @error image "migrate/migrate:v4.18.1" has no "flyway": use an image that has it, or list it in the image's tools
    // @on 'flyway'
    // @right command: ['migrate', 'up'],
    command: ['flyway', 'up'],
    oneAtATime,
  });
});

mistake('tool not in image of script', () => {
  const { web } = stage();
  new RunScript(web, 'count', {
    purpose: 'counts the products',
    rerun: 'idempotent',
    script: 'grep -c book /config/products.json',
    // @error image "docker.io/library/busybox:1.37.0-musl" has no "jq": use an image that has it, or list it in the image's tools
    // @on 'jq'
    // @right tools: ['grep'],
    tools: ['jq'],
  });
});

mistake('tool not in image of target', () => {
  const { web, busybox } = stage();
  new WaitForService(web, 'wait', {
    until: command({
      image: busybox,
      // @error image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
      // @on 'curl'
      // @right command: ['wget', '-q', 'http://kafka-rest/topics'],
      command: ['curl', '-q', 'http://kafka-rest/topics'],
      proves: 'the topics are there',
    }),
  });
});

mistake('tool not in listed tools', () => {
  const { web } = stage();
  const shop = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['node', 'npm'] });
  web.addContainer('app', {
    image: shop,
    // @error image "registry.example.com/shop:1.4.2" has no "nodemon": use an image that has it, or list it in the image's tools
    // @on 'nodemon'
    // @right command: ['node', 'server.js'],
    command: ['nodemon', 'server.js'],
  });
});

late('image latest, in a value', () => {
  const { web } = stage();
  const tag: string = ['la', 'test'].join('');
  // @runtime image "nginx:latest" can change at any time: pin a version or a digest
  web.addContainer('app', { image: image(`nginx:${tag}`, { user: 101 }) });
});

late('image without tag, in a value', () => {
  const { web } = stage();
  const name: string = ['localhost:5000', 'nginx'].join('/');
  // @runtime image "localhost:5000/nginx" has no tag: pin a version or a digest
  web.addContainer('app', { image: image(name, { user: 101 }) });
});

late('tool not in image', () => {
  const { web, busybox } = stage();
  const command: string[] = ['curl', 'https://config.example.com'];
  // @runtime image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
  web.addContainer('app', { image: busybox, command });
});

late('tool not in image of script, in a value', () => {
  const { web } = stage();
  const tools: string[] = ['curl'];
  // @runtime image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
  new RunScript(web, 'fetch', { purpose: 'fetches something', rerun: 'idempotent', script: 'curl "$1"', tools, args: ['https://a'] });
});

mistake('image of a migration is a text', () => {
  const { web, db, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('migrate/migrate:v4.18.1', { user: 65534 }),
    image: 'migrate/migrate:v4.18.1',
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('image of a command is a text', () => {
  const { web } = stage();
  new RunCommand(web, 'index', {
    purpose: 'builds the index',
    rerun: 'idempotent',
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('registry.example.com/indexer:2.1.0', { user: 1000 }),
    image: 'registry.example.com/indexer:2.1.0',
    command: ['indexer'],
  });
});

mistake('image of a script is a text', () => {
  const { web } = stage();
  new RunScript(web, 'index', {
    purpose: 'builds the index',
    rerun: 'idempotent',
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('registry.example.com/indexer:2.1.0', { user: 1000 }),
    image: 'registry.example.com/indexer:2.1.0',
    script: 'indexer --all',
  });
});

mistake('image of a privileged step is a text', () => {
  const { chart } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  new RunPrivileged(node, 'index', {
    purpose: 'builds the index',
    rerun: 'idempotent',
    level: 'baseline',
    because: 'the index belongs to root',
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('registry.example.com/indexer:2.1.0', { user: 1000 }),
    image: 'registry.example.com/indexer:2.1.0',
    command: ['indexer'],
  });
});

mistake('image of a target is a text', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    until: command({
      // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
      // @on image
      // @right image: image('atkrad/wait4x:2.14.3', { user: 65534 }),
      image: 'atkrad/wait4x:2.14.3',
      command: ['wait4x', 'kafka'],
      proves: 'Kafka answers',
    }),
  });
});

mistake('image of a copy is a text', () => {
  const { web } = stage();
  new CopyFromImage(web, 'copy', {
    // @error an image must be image("registry/name:version", { user }), or one from the catalogue.
    // @on image
    // @right image: image('nginx:1.27.3', { user: 101 }),
    image: 'nginx:1.27.3',
    directory: '/etc/nginx',
  });
});
