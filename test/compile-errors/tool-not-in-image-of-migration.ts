import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  // @error image "migrate/migrate:v4.18.1" has no "flyway": use an image that has it, or list it in the image's tools
  // @on 'flyway'
  command: ['flyway', 'up'],
  oneAtATime,
});
