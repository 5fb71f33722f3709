/* What each level of Pod Security allows. */
import { type Chart, Duration, Size } from 'cdk8s';
import {
  claim, configMapFiles, type DatabaseProtocol, Deployment, dns, emptyDirectory, FetchConfig, FixPermissions, type Handle, helperImages, https,
  image, Job, type PodSecurity, postgres, type PrivilegeLevel, type Ready, redis, type RootAllowed, RunMigration, RunPrivileged, scratch,
  secretKey, ownLock, VerifyPermissions, WaitForService, type Workload, writable,
} from 'cdk8s-prelude';
import { type Mountable, Step } from 'cdk8s-prelude/steps';
import { type Construct } from 'constructs';
import { fine, late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('all capabilities', () => {
  const { chart } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    level: 'privileged',
    // @error capability "ALL" grants every capability: list only those that you need
    // @on 'ALL'
    // @right capabilities: ['NET_ADMIN'],
    capabilities: ['ALL'],
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

mistake('capability with prefix', () => {
  const { chart } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    level: 'privileged',
    // @error "CAP_NET_ADMIN" is not a Linux capability: write names without CAP_, such as "NET_ADMIN"
    // @on 'CAP_NET_ADMIN'
    // @right capabilities: ['NET_ADMIN'],
    capabilities: ['CAP_NET_ADMIN'],
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

mistake('level of another name', () => {
  const { chart } = stage();
  new Deployment(chart, 'files', {
    // @compiler is not assignable to type 'PodSecurity | undefined'
    // @runtime podSecurity must be 'privileged', 'baseline' or 'restricted'.
    // @on podSecurity
    // @right podSecurity: 'baseline',
    podSecurity: 'strict',
  });
});

mistake('net admin at level baseline', () => {
  const { chart } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    // @right level: 'privileged',
    level: 'baseline',
    // @error capability "NET_ADMIN" is not allowed at level 'baseline': use 'privileged', or remove it
    // @on 'NET_ADMIN'
    capabilities: ['CHOWN', 'NET_ADMIN'],
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

mistake('net admin in baseline', () => {
  const { chart } = stage();
  // @right const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
  const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  // @error 'baseline' does not allow access beyond the container, but RunPrivileged uses it: set podSecurity: 'privileged'
  // @on node,
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    level: 'privileged',
    capabilities: ['NET_ADMIN'],
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

mistake('own step as root in restricted', () => {
  class SetOwner<in out Id extends string = any, out S extends PodSecurity = PodSecurity> extends Step<Id> {
    readonly podSecurity: S;
    constructor(scope: RootAllowed<Id, S, 'SetOwner'>, id: string) {
      super(scope as Workload<Id, S>, id);
      this.podSecurity = (scope as Workload<Id, S>).podSecurity;
      this.register({
        purpose: 'gives the volume to the app',
        image: helperImages.busybox,
        program: { command: ['true'] },
        user: 0,
        defaultTimeout: Duration.seconds(30),
      });
    }
  }

  const { chart } = stage();
  // @right const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  const files = new Deployment(chart, 'files', { podSecurity: 'restricted' });
  // @error 'restricted' does not allow root, but SetOwner runs as root: use fsGroup, or podSecurity: 'baseline'
  // @on files,
  new SetOwner(files, 'own');
});

mistake('own step with capability of no name', () => {
  class Route extends Step {
    constructor(scope: Workload, id: string) {
      super(scope, id);
      this.register({
        purpose: 'sets a route',
        image: helperImages.busybox,
        program: { command: ['ip', 'route'] },
        user: 0,
        // @compiler Type '"CAP_NET_ADMIN"' is not assignable to type 'LinuxCapability'
        // @runtime "CAP_NET_ADMIN" is not a Linux capability: write names without CAP_, such as "NET_ADMIN"
        // @on 'CAP_NET_ADMIN'
        // @right capabilities: ['NET_ADMIN'],
        capabilities: ['CAP_NET_ADMIN'],
        defaultTimeout: Duration.seconds(30),
      });
    }
  }

  const { chart } = stage();
  new Route(new Deployment(chart, 'node', { podSecurity: 'privileged' }), 'route');
});

mistake('permissions in default level', () => {
  const { chart } = stage();
  // @right const once = new Job(chart, 'once', { podSecurity: 'privileged' });
  const once = new Job(chart, 'once');
  const data = claim(once, 'data', 'files-data');
  // @error 'restricted' does not allow root, but FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
  // @on once,
  new FixPermissions(once, 'own', { volume: data, owner: 999 });
});

mistake('permissions in restricted', () => {
  const { chart } = stage();
  // @right const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  const files = new Deployment(chart, 'files', { podSecurity: 'restricted' });
  const data = claim(files, 'data', 'files-data');
  // @error 'restricted' does not allow root, but FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
  // @on files,
  new FixPermissions(files, 'own', { volume: data, owner: 999 });
});

mistake('permissions in restricted subclass', () => {
  const { chart } = stage();
  // @right class Files<Id extends string> extends Deployment<Id, 'baseline'> {
  class Files<Id extends string> extends Deployment<Id, 'restricted'> {
    constructor(scope: Chart, id: Id) {
      // @right super(scope, id, { podSecurity: 'baseline' });
      super(scope, id, { podSecurity: 'restricted' });
      const data = claim<Id>(this, 'data', 'files-data');
      // @error 'restricted' does not allow root, but FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
      // @on this,
      new FixPermissions(this, 'own', { volume: data, owner: 999 });
    }
  }
  new Files(chart, 'files');
});

mistake('privileged at level baseline', () => {
  const { chart } = stage();
  const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    // @right level: 'privileged',
    level: 'baseline',
    // @error 'baseline' does not allow access beyond the container, but privileged: true uses it: set level: 'privileged', or list the capabilities
    // @on privileged
    privileged: true,
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

mistake('root in restricted', () => {
  const { chart } = stage();
  // @right const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
  const node = new Deployment(chart, 'node', { podSecurity: 'restricted' });
  // @error 'restricted' does not allow root, but RunPrivileged runs as root: use fsGroup, or podSecurity: 'baseline'
  // @on node,
  new RunPrivileged(node, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    level: 'baseline',
    capabilities: ['CHOWN'],
    because: 'routes belong to root',
    script: 'ip route replace blackhole 169.254.169.254',
    rerun: 'idempotent',
  });
});

late('capability in any level', () => {
  const { web } = stage();
  function cutOff<Id extends string>(pod: Workload<Id>) {
    // @runtime 'restricted' does not allow access beyond the container, but RunPrivileged uses it: set podSecurity: 'privileged'
    return new RunPrivileged(pod, 'no-metadata', {
      purpose: 'cuts the pod off from the metadata service',
      level: 'privileged',
      capabilities: ['NET_ADMIN'],
      because: 'routes belong to root',
      command: ['ip', 'route', 'replace', 'blackhole', '169.254.169.254'],
      rerun: 'idempotent',
    });
  }
  cutOff(web);
});

late('permissions in any level', () => {
  const { web } = stage();
  function own<Id extends string>(pod: Workload<Id>) {
    // @runtime 'restricted' does not allow root, but FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
    return new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 999 });
  }
  own(web);
});

fine('helper function with any level', () => {
  const { chart } = stage();
  function prepare<Id extends string>(pod: Workload<Id>, database: Ready<Id>, after: readonly Handle<Id>[], data: Mountable<Id>) {
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

fine('subclass with generic level', () => {
  const { chart, tool } = stage();
  // The compiler does not look into a type parameter: the levels are said once.
  class Files<Id extends string, S extends PrivilegeLevel> extends Deployment<Id, S> {
    constructor(scope: Construct, id: Id, podSecurity: S) {
      super(scope, id, { podSecurity });
      const pod: Workload<Id, PrivilegeLevel> = this;
      new FixPermissions(pod, 'own', { volume: claim<Id>(this, 'data', 'files-data'), owner: 999 });
      new RunPrivileged(pod, 'tune', { level: 'baseline', command: ['id'], purpose: 'tunes', because: 'of speed', rerun: 'idempotent' });
      this.addContainer('app', { image: tool });
    }
  }

  const files: Files<'files', 'baseline'> = new Files(chart, 'files', 'baseline');
});
