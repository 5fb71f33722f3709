/* Whole programs: loops, helper functions, values that are made at run time. */
import { ApiObject, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  databaseLock,  adopt, claim, configMapFiles, type DatabaseProtocol, Deployment, dns, emptyDirectory, FetchConfig, FixPermissions, git, type Handle, http,
  https, image, plainHttp, postgres, type Ready, redis, RunMigration, scratch, secretKey, ownLock, VerifyPermissions,
  WaitForService, type Workload, writable,
} from 'cdk8s-prelude';
import type { Mountable } from 'cdk8s-prelude/steps';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('step on chart', () => {
  const { chart, web } = stage();
  new WaitForService(
    // @error the scope of a step must be a workload of this library: new Deployment(…), or adopt(…).
    // @on chart
    // @right web,
    chart,
    'wait',
    { until: postgres({ host: 'db' }) },
  );
});

mistake('step on workload of cdk8s plus', () => {
  const { chart } = stage();
  const deployment = new kplus.Deployment(chart, 'kplus', { containers: [{ image: 'nginx:1.27.3' }] });
  new WaitForService(
    // @error the scope of a step must be a workload of this library: new Deployment(…), or adopt(…).
    // @on deployment
    // @right adopt(deployment, 'kplus'),
    deployment,
    'wait',
    { until: postgres({ host: 'db' }) },
  );
});

fine('adopt', () => {
  const { chart, tool, oneAtATime } = stage();
  const containers = [{ image: 'registry.example.com/shop:1.4.2', securityContext: { user: 1000 } }];
  const service = new kplus.Service(chart, 'service', { ports: [{ port: 80 }] });
  const deployment = new kplus.Deployment(chart, 'k-deployment', { containers });

  const shop = adopt(deployment, 'k-deployment', { podSecurity: 'baseline' });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  const schema = new RunMigration(shop, 'migrate', { database: db.ready, image: tool, command: ['migrate', 'up'], oneAtATime });
  const config = new FetchConfig(shop, 'fetch', { from: https('https://config.example.com/shop.json'), after: [schema.migrated] });
  new FixPermissions(shop, 'own', { volume: claim(shop, 'data', 'data'), owner: 1000 });
  config.files.mountInto(deployment.containers[0]!, '/etc/app');

  adopt(new kplus.Pod(chart, 'k-pod', { containers }), 'k-pod');
  adopt(new kplus.StatefulSet(chart, 'k-set', { containers, service }), 'k-set');
  adopt(new kplus.DaemonSet(chart, 'k-daemons', { containers }), 'k-daemons');
  adopt(new kplus.Job(chart, 'k-job', { containers }), 'k-job');
  adopt(new kplus.CronJob(chart, 'k-cron', { containers, schedule: Cron.daily() }), 'k-cron');

  /** Whatever the kind, and whatever the id. */
  const wait = (workload: kplus.Deployment | kplus.StatefulSet) => new WaitForService(adopt(workload, workload.node.id), 'wait', { until: postgres({ host: 'db' }) });
  wait(new kplus.Deployment(chart, 'k-more', { containers }));
});

fine('helper function', () => {
  const { chart } = stage();
  function prepare<Id extends string>(
    pod: Workload<Id, 'baseline'>, database: Ready<Id, DatabaseProtocol>, after: readonly Handle<Id>[], data: Mountable<Id>,
  ) {
    const cache = new WaitForService(pod, 'cache', { until: redis({ host: 'cache' }), after: [database, ...after] });
    const schema = new RunMigration(pod, 'migrate', {
      database,
      image: image('migrate/migrate:v4.18.1', { user: 65534 }),
      command: ['migrate', 'up'],
      env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
      mounts: { '/migrations': configMapFiles('migrations'), '/more': data },
      oneAtATime: ownLock('the tool takes a lock'),
      after: [cache.ready],
    });
    const space = emptyDirectory(pod, 'space', Size.mebibytes(64));
    const config = new FetchConfig(pod, 'fetch', {
      from: https('https://config.example.com/shop.json'),
      into: space,
      after: [schema.migrated],
    });
    const own = new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 1000 });
    new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'nfs', 'nfs'), user: 1000, after: [own.volume] });
    pod.addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
      env: { LOG_LEVEL: 'info', DB_PASSWORD: secretKey('db', 'password') },
      mounts: {
        '/etc/app': config.files,
        '/etc/shop.json': config.file('shop.json'),
        '/data': writable(data),
        '/more': writable(own.volume),
        '/tmp': scratch(Size.mebibytes(64)),
      },
    });
    return config;
  }

  const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  const name = new WaitForService(shop, 'name', { until: dns({ host: 'auth' }) });
  const files = prepare(shop, db.ready, [name.resolved], claim(shop, 'data', 'data')).files;
});

fine('helper function with bare types', () => {
  const { chart } = stage();
  function prepare(pod: Workload, database: Ready, after: readonly Handle[], data: Mountable) {
    const cache = new WaitForService(pod, 'cache', { until: redis({ host: 'cache' }), after: [database, ...after] });
    const schema = new RunMigration(pod, 'migrate', {
      database,
      image: image('migrate/migrate:v4.18.1', { user: 65534 }),
      command: ['migrate', 'up'],
      env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
      mounts: { '/migrations': configMapFiles('migrations'), '/more': data },
      oneAtATime: ownLock('the tool takes a lock'),
      after: [cache.ready],
    });
    const space = emptyDirectory(pod, 'space', Size.mebibytes(64));
    const config = new FetchConfig(pod, 'fetch', {
      from: https('https://config.example.com/shop.json'),
      into: space,
      after: [schema.migrated],
    });
    const own = new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 1000 });
    new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'nfs', 'nfs'), user: 1000, after: [own.volume] });
    pod.addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
      env: { LOG_LEVEL: 'info', DB_PASSWORD: secretKey('db', 'password') },
      mounts: {
        '/etc/app': config.files,
        '/etc/shop.json': config.file('shop.json'),
        '/data': writable(data),
        '/more': writable(own.volume),
        '/tmp': scratch(Size.mebibytes(64)),
      },
    });
    return config;
  }

  const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  const name = new WaitForService(shop, 'name', { until: dns({ host: 'auth' }) });
  const files = prepare(shop, db.ready, [name.resolved], claim(shop, 'data', 'data')).files;
});

fine('helper function with deployment', () => {
  const { chart } = stage();
  function prepare<Id extends string>(
    pod: Deployment<Id, 'baseline'>, database: Ready<Id, 'postgres'>, after: readonly Handle<Id>[], data: Mountable<Id>,
  ) {
    const cache = new WaitForService(pod, 'cache', { until: redis({ host: 'cache' }), after: [database, ...after] });
    const schema = new RunMigration(pod, 'migrate', {
      database,
      image: image('migrate/migrate:v4.18.1', { user: 65534 }),
      command: ['migrate', 'up'],
      env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
      mounts: { '/migrations': configMapFiles('migrations'), '/more': data },
      oneAtATime: ownLock('the tool takes a lock'),
      after: [cache.ready],
    });
    const space = emptyDirectory(pod, 'space', Size.mebibytes(64));
    const config = new FetchConfig(pod, 'fetch', {
      from: https('https://config.example.com/shop.json'),
      into: space,
      after: [schema.migrated],
    });
    const own = new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 1000 });
    new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'nfs', 'nfs'), user: 1000, after: [own.volume] });
    pod.addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
      env: { LOG_LEVEL: 'info', DB_PASSWORD: secretKey('db', 'password') },
      mounts: {
        '/etc/app': config.files,
        '/etc/shop.json': config.file('shop.json'),
        '/data': writable(data),
        '/more': writable(own.volume),
        '/tmp': scratch(Size.mebibytes(64)),
      },
    });
    return config;
  }

  const shop = new Deployment(chart, 'store', { podSecurity: 'baseline' });
  const db = new WaitForService(shop, 'wait', { until: postgres({ host: 'db' }) });
  const name = new WaitForService(shop, 'name', { until: dns({ host: 'auth' }) });
  const files = prepare(shop, db.ready, [name.resolved], claim(shop, 'data', 'data')).files;
});

fine('loop', () => {
  const { chart } = stage();
  for (const region of ['europe', 'asia'].map((name) => `shop-${name}`)) {
    const shop = new Deployment(chart, region, { podSecurity: 'baseline' });
    const waits = ['orders', 'users'].map((name) => new WaitForService(shop, `wait-for-${name}`, { until: postgres({ host: name }) }));
    for (const [index, wait] of waits.entries()) {
      new RunMigration(shop, `migrate-${index}`, {
        database: wait.ready,
        image: image('migrate/migrate:v4.18.1', { user: 65534 }),
        command: ['migrate', 'up'],
        oneAtATime: ownLock('the tool takes a lock'),
        after: waits.map(({ resolved }) => resolved),
      });
    }
    const data = new FixPermissions(shop, 'own', { volume: claim(shop, 'data', `${region}-data`), owner: 1000 });
    const config = new FetchConfig(shop, 'fetch', { from: https(`https://config.example.com/${region}.json`, { as: 'shop.json' }) });
    shop.addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
      mounts: { '/etc/app': config.files, '/data': writable(data.volume) },
    });
  }
});

fine('run time strings', () => {
  const { chart } = stage();
  const read = (name: string): string => ({ TAG: '1.4.2', BASE: 'https://config.example.com', TOOL: 'flyway' })[name] ?? `${name.toLowerCase()}`;
  const tag = read('TAG');
  const base = read('BASE');
  const suffix = `:${tag}`;
  const folder = ['', 'etc', 'app'].join('/');

  const shop = new Deployment(chart, read('SHOP'), { replicas: Number('3') });
  const until = { db: postgres({ host: read('DB') }), auth: http(`${base}/health`) };
  const wait = new WaitForService(shop, read('WAIT'), { until, timeout: Duration.minutes(Number('2')) });
  const command: string[] = ['migrate', 'up'];
  new RunMigration(shop, `migrate-${tag.length}`, {
    database: wait.ready.db,
    image: image(`migrate/migrate:v${tag}`, { user: Number('1000') }),
    command,
    env: { [read('NAME')]: 'value', DB_HOST: read('DB'), DB_PASSWORD: secretKey(read('SECRET'), read('KEY')) },
    oneAtATime: databaseLock({ databaseName: read('NAME'), login: read('LOGIN'), password: secretKey(read('SECRET'), read('KEY')) }),
  });
  new RunMigration(shop, 'migrate-again', {
    database: wait.ready.db,
    image: image(['registry.example.com/migrate', tag].join(':'), { user: 1000, tools: command }),
    command: [command[0] ?? '', ...command],
    oneAtATime: ownLock(read('HOW')),
  });
  const sha256 = '0123456789abcdef'.repeat(4);
  const config = new FetchConfig(shop, 'fetch', { from: https(`${base}/shop.json`) });
  const more = new FetchConfig(shop, 'more', { from: https(base + '/more.json', { as: read('FILE') }) });
  const plain = new FetchConfig(shop, 'plain', { from: plainHttp(`http://${read('HOST')}/plain.json`, { sha256 }) });
  const tree = new FetchConfig(shop, 'tree', { from: git(`${base}/tree.git`, { ref: tag, files: command }) });
  const byName = Object.fromEntries(['a.json', 'b.json'].map((name) => [name, https(`${base}/${name}`)]));
  const several = new FetchConfig(shop, 'several', { from: byName });
  shop.addContainer(read('APP'), {
    image: image(`registry.example.com/shop${suffix}`, { user: 1000 }),
    command: [`/opt/${tag}/bin/shop`, '--verbose'],
    mounts: {
      [folder]: config.files,
      [`${folder}.d`]: more.files,
      [`/etc/${read('PLAIN')}`]: plain.files,
      '/etc/a.json': several.file(['a', 'json'].join('.')),
      '/etc/tree': tree.files,
      '/etc/map': configMapFiles(read('MAP')),
      '/data': claim(shop, read('VOLUME'), read('CLAIM')),
    },
  });
  shop.addContainer('sidecar', { image: image(read('IMAGE') + suffix, { user: 1000 }) });
});

mistake('adopted object without pods', () => {
  const { chart } = stage();
  // @error adopt(…) needs a Pod, Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus, or an ApiObject with a pod template.
  // @on new kplus.ConfigMap
  // @right adopt(new kplus.Deployment(chart, 'more'), 'more');
  adopt(new kplus.ConfigMap(chart, 'more'), 'more');
});

mistake('files of another pod in adopted objects', () => {
  const { chart } = stage();
  const template = { spec: { containers: [{ name: 'app', image: 'registry.example.com/shop:1.4.2' }] } };
  const web = adopt(new ApiObject(chart, 'yaml-web', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } }), 'yaml-web');
  const api = adopt(new ApiObject(chart, 'yaml-api', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template } }), 'yaml-api');
  const { files } = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
  files.mountInto(web.container('app'), '/etc/app');
  api.addContainer('more', {
    image: image('registry.example.com/shop:1.4.2', { user: 1000 }),
    mounts: {
      // @error a handle of pod "yaml-web" is not assignable to pod "yaml-api": build the step on "yaml-api" as well
      // @on '/etc/app'
      // @right '/etc/shop': configMapFiles('shop'),
      '/etc/app': files,
    },
  });
});
