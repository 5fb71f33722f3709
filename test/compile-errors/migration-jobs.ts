/* What a Job that migrates is given, and what pods that wait for it are. */
import { http, MigrationJob, ownLock, postgres, secretKey, tcp, WaitForService } from 'cdk8s-prelude';
import { fine, mistake } from './support/program';
import { stage } from './support/stage';

mistake('port is the database of a Job', () => {
  const { chart, tool, oneAtATime } = stage();
  new MigrationJob(chart, 'migrate', {
    // @error MigrationJob needs a target that proves a database: postgres(…), mysql(…), or command(…) for one of another kind
    // @on database
    // @right database: postgres({ host: 'db' }),
    database: tcp({ host: 'db', port: 5432 }),
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('web server is the database of a Job', () => {
  const { chart, tool, oneAtATime } = stage();
  new MigrationJob(chart, 'migrate', {
    // @error MigrationJob needs a target that proves a database: postgres(…), mysql(…), or command(…) for one of another kind
    // @on database
    // @right database: postgres({ host: 'db' }),
    database: http('http://db:8080'),
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('handle is the database of a Job', () => {
  const { chart, db, tool, oneAtATime } = stage();
  new MigrationJob(chart, 'migrate', {
    // @error MigrationJob needs a target that proves a database: postgres(…), mysql(…), or command(…) for one of another kind
    // @on database
    // @right database: postgres({ host: 'db' }),
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
  });
});

mistake('Job is no lock', () => {
  const { chart, tool } = stage();
  // @compiler Property 'oneAtATime' is missing
  // @runtime oneAtATime must be databaseLock(…), leaseLock(), ownLock(how) or unsafe(because).
  // @on {
  new MigrationJob(chart, 'migrate', {
    // @right database: postgres({ host: 'db' }), oneAtATime: ownLock('env.py takes pg_advisory_lock'),
    database: postgres({ host: 'db' }),
    image: tool,
    command: ['migrate', 'up'],
  });
});

mistake('password of a Job in plain text', () => {
  const { chart, tool, oneAtATime } = stage();
  new MigrationJob(chart, 'migrate', {
    database: postgres({ host: 'db' }),
    image: tool,
    command: ['migrate', 'up'],
    // @error env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) if it is not a secret
    // @on DB_PASSWORD
    // @right env: { DB_PASSWORD: secretKey('db', 'password') },
    env: { DB_PASSWORD: 'hunter2' },
    oneAtATime,
  });
});

fine('pods wait for what a Job has done', () => {
  const { chart, web, tool, oneAtATime } = stage();
  const migration = new MigrationJob(chart, 'migrate', {
    database: postgres({ host: 'db' }), image: tool, command: ['migrate', 'up'], version: { version: 12 }, oneAtATime,
  });
  const schema = new WaitForService(web, 'schema', { until: migration.done({ databaseName: 'shop', login: 'reader', password: secretKey('db', 'reader') }) });
  web.addContainer('app', { image: tool });
  return schema.migrated;
});
