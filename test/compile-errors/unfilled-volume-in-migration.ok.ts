import { Size } from 'cdk8s';
import { RunMigration, scratch } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool, oneAtATime, space } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  mounts: {
    '/space': scratch(Size.mebibytes(64)),
  },
  oneAtATime,
});
