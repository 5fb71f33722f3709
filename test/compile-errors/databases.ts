/* What a migration and a seed take as their database. */
import { dns, http, mysql, optional, postgres, type Ready, redis, RunMigration, SeedDatabase, tcp, WaitForService } from 'cdk8s-prelude';
import { late, mistake } from './support/program';
import { stage } from './support/stage';

mistake('web server is no database', () => {
  const { web, db, tool, oneAtATime } = stage();
  const until = http('http://kafka:8080');
  const kafka = new WaitForService(web, 'kafka', { until });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database, but http is not a database: wait with postgres(…) or mysql(…)
    // @on database
    // @right database: db.ready,
    database: kafka.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('database is a name', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: 'db',
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('database is a step', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: db,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('database missing', () => {
  const { web, db, tool, oneAtATime } = stage();
  // @compiler Property 'database' is missing
  // @runtime RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on {
  new RunMigration(web, 'migrate', {
    // @right database: db.ready, image: tool,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('database that accepts', () => {
  const { web, db, tool, oneAtATime } = stage();
  const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: port.accepting,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('database that resolves', () => {
  const { web, db, tool, oneAtATime } = stage();
  const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: name.resolved,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('http is no database', () => {
  const { web, tool, oneAtATime } = stage();
  const until = { auth: http('https://auth/health'), db: mysql({ host: 'db' }) };
  const deps = new WaitForService(web, 'deps', { until });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database, but http is not a database: wait with postgres(…) or mysql(…)
    // @on database
    // @right database: deps.ready.db,
    database: deps.ready.auth,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('migrated is not ready', () => {
  const { web, db, tool, oneAtATime } = stage();
  const schema = new RunMigration(web, 'schema', { database: db.ready, image: tool, command: ['migrate', 'up'], oneAtATime });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: schema.migrated,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('name is not ready', () => {
  const { web, db, tool, oneAtATime } = stage();
  const name = new WaitForService(web, 'name', { until: dns({ host: 'db' }) });
  new RunMigration(web, 'migrate', {
    // @error a name that resolves does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .resolved
    // @on database
    // @right database: db.ready,
    database: name.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('optional proves nothing', () => {
  const { web, tool, oneAtATime } = stage();
  // @right const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }) } });
  const deps = new WaitForService(web, 'deps', { until: { db: optional(postgres({ host: 'db' })) } });
  new RunMigration(web, 'migrate', {
    // @error an optional target proves nothing, because the pod starts without it: remove optional(…) to get its handle
    // @on database
    database: deps.ready.db,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('port is not ready', () => {
  const { web, db, tool, oneAtATime } = stage();
  const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
  new RunMigration(web, 'migrate', {
    // @error a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
    // @on database
    // @right database: db.ready,
    database: port.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('redis is no database', () => {
  const { web, db, tool, oneAtATime } = stage();
  const cache = new WaitForService(web, 'cache', { until: redis({ host: 'cache' }) });
  new RunMigration(web, 'migrate', {
    // @error RunMigration needs a database, but redis is not a database: wait with postgres(…) or mysql(…)
    // @on database
    // @right database: db.ready,
    database: cache.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('seed database that accepts', () => {
  const { web, db } = stage();
  new SeedDatabase(web, 'seed', {
    // @error SeedDatabase needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
    // @on database
    // @right database: db.ready,
    database: db.accepting,
    databaseName: 'shop',
    login: 'shop',
    sql: 'SELECT 1',
    marker: 'products',
  });
});

late('database of any protocol', () => {
  const { web, tool, oneAtATime } = stage();
  const cache: Ready<'web'> = new WaitForService(web, 'cache', { until: redis({ host: 'cache' }) }).ready;
  // @runtime RunMigration needs a database, but redis is not a database: wait with postgres(…) or mysql(…)
  new RunMigration(web, 'migrate', { database: cache, image: tool, command: ['migrate', 'up'], oneAtATime });
});
