import { RunMigration, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
new RunMigration(web, 'migrate', {
  // @error a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting
  // @on database
  database: port.ready,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
