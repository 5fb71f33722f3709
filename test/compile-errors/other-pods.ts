/* A handle is used in the pod that it was made in. */
import { Chart, Duration, Size } from 'cdk8s';
import {
  claim, CopyFiles, Deployment, dns, emptyDirectory, FetchBinary, FetchConfig, FixPermissions, helperImages, hiding, https, Job, onceIn,
  type Ready, RunMigration, RunScript, ScanVolume, SeedDatabase, VerifyFiles, VerifyPermissions, WaitForService, type Workload, writable,
} from 'cdk8s-prelude';
import { Step, type StepProps } from 'cdk8s-prelude/steps';
import { late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('after of other pod', () => {
  const { web, db, apiDb } = stage();
  new WaitForService(web, 'wait', {
    until: dns({ host: 'cache' }),
    // @compiler Type 'Ready<"api", "postgres">' is not assignable to type 'Handle<"web">'
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on apiDb.ready
    // @right after: [db.ready],
    after: [apiDb.ready],
  });
});

mistake('copy of files of other pod', () => {
  const { web, config, apiConfig } = stage();
  new CopyFiles(web, 'copy', {
    // @error from must be configMapFiles(…), secretFiles(…) or the files of an earlier step of this pod.
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on from
    // @right from: config.files,
    from: apiConfig.files,
    // @right files: ['shop.json'],
    files: ['api.json'],
    user: 1000,
  });
});

mistake('database of other pod', () => {
  const { web, db, apiDb, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on database
    // @right database: db.ready,
    database: apiDb.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('helper with other pods handle', () => {
  const { web, db, apiDb, tool, oneAtATime } = stage();
  function migrate<Id extends string>(pod: Workload<Id>, database: Ready<Id>) {
    return new RunMigration(pod, 'migrate', { database, image: tool, command: ['migrate', 'up'], oneAtATime });
  }

  // @compiler Type '"web"' is not assignable to type '"api"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on apiDb.ready
  // @right migrate(web, db.ready);
  migrate(web, apiDb.ready);
});

mistake('hiding files of other pod', () => {
  const { apiConfig, busybox, config, web } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/app/config'
      // @right '/app/config': hiding(config.files),
      '/app/config': hiding(apiConfig.files),
    },
  });
});

mistake('into of other pod', () => {
  const { web, space, apiSpace } = stage();
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json'),
    // @error into must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on into
    // @right into: space,
    into: apiSpace,
  });
});

mistake('migration after other pod', () => {
  const { web, db, apiDb, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
    // @compiler Type 'Ready<"api", "postgres">' is not assignable to type 'Handle<"web">'
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on apiDb.ready
    // @right after: [db.ready],
    after: [apiDb.ready],
  });
});

mistake('migration mounts of other pod', () => {
  const { web, db, config, apiConfig, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/migrations'
      // @right '/migrations': config.files,
      '/migrations': apiConfig.files,
    },
    oneAtATime,
  });
});

mistake('mounted binary of other pod', () => {
  const { web, api, busybox } = stage();
  // @right const tool = new FetchBinary(web, 'tool', { from: https('https://example.com/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }) });
  const tool = new FetchBinary(api, 'tool', { from: https('https://example.com/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }) });

  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/usr/local/bin/tool'
      '/usr/local/bin/tool': tool.binary,
    },
  });
});

mistake('mounted file of other pod', () => {
  const { web, config, apiConfig, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/app/config'
      // @right '/app/config': config.file('shop.json'),
      '/app/config': apiConfig.file('api.json'),
    },
  });
});

mistake('mounted files of other pod', () => {
  const { web, config, apiConfig, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/app/config'
      // @right '/app/config': config.files,
      '/app/config': apiConfig.files,
    },
  });
});

mistake('mounted writable of other pod', () => {
  const { web, data, apiData, busybox } = stage();
  web.addContainer('app', {
    image: busybox,
    mounts: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on '/data'
      // @right '/data': writable(data),
      '/data': writable(apiData),
    },
  });
});

mistake('mounts of script of other pod', () => {
  const { web, config, apiConfig } = stage();
  const files = [config.files, apiConfig.files] as const;
  new RunScript(web, 'count', {
    purpose: 'counts the products',
    rerun: 'idempotent',
    script: 'grep -c book /config/products.json',
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on '/config'
    // @right mounts: { '/config': files[0] },
    mounts: { '/config': files[1] },
  });
});

mistake('once in claim of other pod', () => {
  const { chart } = stage();
  const importer = new Job(chart, 'importer', { podReplacementPolicy: 'Failed' });
  const cleaner = new Job(chart, 'cleaner', { podReplacementPolicy: 'Failed' });
  new RunScript(importer, 'import', {
    purpose: 'imports the products',
    script: 'touch /data/imported',
    // @error rerun must be 'idempotent', onceIn(a claim of this pod) or notIdempotent(because): init containers can run again at any time.
    // @runtime a handle of pod "cleaner" is not assignable to pod "importer": build the step on "importer" as well
    // @on rerun
    // @right rerun: onceIn(claim(importer, 'data', 'shop-data')),
    rerun: onceIn(claim(cleaner, 'data', 'shop-data')),
  });
});

mistake('own step with handle of other pod', () => {
  class Register<in out Id extends string = any> extends Step<Id> {
    constructor(scope: Workload<Id>, id: string, props: StepProps<NoInfer<Id>> & { readonly registry: Ready<NoInfer<Id>> }) {
      super(scope, id);
      this.register({
        purpose: 'registers the shop',
        image: helperImages.busybox,
        program: { command: ['true'] },
        defaultTimeout: Duration.seconds(30),
        needs: [props.registry],
        after: props.after,
      });
    }
  }

  const { web, db, apiDb } = stage();
  // @compiler '"api"' is not assignable to type '"web"'
  // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
  // @on registry
  // @right new Register(web, 'register', { registry: db.ready, after: [db.ready] });
  new Register(web, 'register', { registry: apiDb.ready, after: [db.ready] });
});

mistake('permissions of empty directory of other pod', () => {
  const { chart, apiSpace } = stage();
  const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  const mine = emptyDirectory(files, 'space', Size.mebibytes(64));
  new FixPermissions(files, 'own', {
    // @error volume must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
    // @runtime a handle of pod "api" is not assignable to pod "files": build the step on "files" as well
    // @on volume
    // @right volume: mine,
    volume: apiSpace,
    owner: 999,
  });
});

mistake('permissions of volume of other pod', () => {
  const { chart, apiData } = stage();
  const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  const mine = claim(files, 'data', 'files-data');
  new FixPermissions(files, 'own', {
    // @error volume must be a volume of this pod: claim(…), claimTemplate(…), emptyDirectory(…), or the volume of FixPermissions or MakeDirectories.
    // @runtime a handle of pod "api" is not assignable to pod "files": build the step on "files" as well
    // @on volume
    // @right volume: mine,
    volume: apiData,
    owner: 999,
  });
});

mistake('scan of other pod', () => {
  const { web, data, apiData } = stage();
  new ScanVolume(web, 'scan', {
    // @compiler Type '"api"' is not assignable to type '"web"'
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on volume
    // @right volume: data,
    volume: apiData,
    refuse: ['setuid'],
  });
});

mistake('seed database of other pod', () => {
  const { web, db, apiDb } = stage();
  new SeedDatabase(web, 'seed', {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on database
    // @right database: db.ready,
    database: apiDb.ready,
    databaseName: 'shop',
    login: 'shop',
    sql: 'SELECT 1',
    marker: 'products',
  });
});

mistake('seed file of other pod', () => {
  const { api, db, web } = stage();
  // @right const files = new FetchConfig(web, 'fetch', { from: https('https://example.com/seed.sql') });
  const files = new FetchConfig(api, 'fetch', { from: https('https://example.com/seed.sql') });
  new SeedDatabase(web, 'seed', {
    database: db.ready,
    databaseName: 'shop',
    login: 'shop',
    // @compiler Type 'File<"api">' is not assignable to type
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on sql
    sql: files.file('seed.sql'),
    marker: 'products',
  });
});

mistake('value of other pod', () => {
  const { apiConfig, busybox, config, web } = stage();
  web.addContainer('app', {
    image: busybox,
    command: ['env'],
    env: {
      // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
      // @on REGION
      // @right REGION: config.files.value('shop.json'),
      REGION: apiConfig.files.value('api.json'),
    },
  });
});

mistake('verified files of other pod', () => {
  const { web, data, apiData } = stage();
  new VerifyFiles(web, 'verify', {
    // @compiler Type 'Claim<"api">' is not assignable to type
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on from
    // @right from: data,
    from: apiData,
    notEmpty: ['model'],
  });
});

mistake('verified volume of other pod', () => {
  const { web, data, apiData } = stage();
  new VerifyPermissions(web, 'verify', {
    // @compiler Type '"api"' is not assignable to type '"web"'
    // @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on volume
    // @right volume: data,
    volume: apiData,
    user: 1000,
  });
});

late('handle of other chart', () => {
  const { chart, db } = stage();
  // Two charts may both have a "web": the types are the same, the pods are not.
  const web = new Deployment(new Chart(chart, 'second'), 'web');
  // @runtime a handle of pod "shop/web" is not assignable to pod "shop/second/web": build the step on "shop/second/web" as well
  new WaitForService(web, 'wait', { until: dns({ host: 'cache' }), after: [db.ready] });
});

late('handle of other pod in loop', () => {
  const { chart, busybox } = stage();
  const [orders, users] = ['orders', 'users'].map((name) => {
    const pod = new Deployment(chart, name);
    return { pod, config: new FetchConfig(pod, 'fetch', { from: https('https://config.example.com/shop.json') }) };
  });
  // @runtime a handle of pod "users" is not assignable to pod "orders": build the step on "orders" as well
  orders?.pod.addContainer('app', { image: busybox, mounts: { '/etc/app': users!.config.files } });
});
