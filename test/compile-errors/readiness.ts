/* What a wait proves, and what it does not. */
import {
  dns, FetchConfig, https, optional, postgres, type Ready, RunMigration, type Target, tcp, WaitForService, type Workload,
} from 'cdk8s-prelude';
import { late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('name does not accept', () => {
  const { web } = stage();
  const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json'),
    // @error a name that resolves does not prove that the port accepts connections: wait with tcp(…), or use .resolved
    // @on name.accepting
    // @right after: [name.resolved],
    after: [name.accepting],
  });
});

mistake('port is not ready after', () => {
  const { web } = stage();
  const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json'),
    // @error a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
    // @on port.ready
    // @right after: [port.accepting],
    after: [port.ready],
  });
});

mistake('port is not ready in helper', () => {
  const { web, db } = stage();
  const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
  const use = <Id extends string>(pod: Workload<Id>, database: Ready<Id>) => [pod.id, database.target];

  // @error a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
  // @on port.ready
  // @right use(web, db.ready);
  use(web, port.ready);
});

mistake('single optional proves nothing', () => {
  const { web } = stage();
  // @right const cache = new WaitForService(web, 'cache', { until: postgres({ host: 'db' }) });
  const cache = new WaitForService(web, 'cache', { until: optional(postgres({ host: 'db' })) });
  new WaitForService(web, 'wait', {
    until: dns({ host: 'db' }),
    // @error an optional target proves nothing, because the pod starts without it: remove optional(…) to get its handle
    // @on cache.resolved
    after: [cache.resolved],
  });
});

mistake('target of another name', () => {
  const { web } = stage();
  const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }) } });
  new WaitForService(web, 'wait', {
    until: dns({ host: 'db' }),
    // @compiler Property 'cache' does not exist on type
    // @runtime after must be handles of earlier steps, such as db.ready or config.files.
    // @on cache
    // @right after: [deps.ready.db],
    after: [deps.ready.cache],
  });
});

mistake('until is a name', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    // @error "until" is not a target: give command(…), dns(…), http(…), memcached(…), migrated(…), mysql(…), postgres(…), redis(…), resource(…) or tcp(…).
    // @on until
    // @right until: postgres({ host: 'db' }),
    until: 'db',
  });
});

mistake('used before its declaration', () => {
  const { web, tool, oneAtATime } = stage();
  // @right const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) }); new RunMigration(web, 'migrate', {
  new RunMigration(web, 'migrate', {
    // @compiler Block-scoped variable 'db' used before its declaration
    // @on db.ready
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
  // @right -
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
});

late('wait for anything', () => {
  const { web } = stage();
  const until: Target = tcp({ host: 'kafka', port: 9092 });
  const wait: WaitForService<'web'> = new WaitForService(web, 'wait', { until });
  // @runtime a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
  console.log(wait.ready.target);
});

mistake('one of several targets is a name', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    // @error "cache" is not a target: give command(…), dns(…), http(…), memcached(…), migrated(…), mysql(…), postgres(…), redis(…), resource(…) or tcp(…).
    // @on cache
    // @right until: { db: postgres({ host: 'db' }), cache: tcp({ host: 'cache', port: 6379 }) },
    until: { db: postgres({ host: 'db' }), cache: 'cache:6379' },
  });
});
