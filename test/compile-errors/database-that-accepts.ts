import { RunMigration, tcp, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

const port = new WaitForService(web, 'port', { until: tcp({ host: 'db', port: 5432 }) });
new RunMigration(web, 'migrate', {
  // @error RunMigration needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready
  // @on database
  database: port.accepting,
  image: tool,
  command: ['migrate', 'up'],
  oneAtATime,
});
