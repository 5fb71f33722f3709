import { RunMigration } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, config, tool, oneAtATime } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  mounts: {
    // @error mount path "migrations" is relative: begin it with "/"
    // @on 'migrations'
    'migrations': config.files,
  },
  oneAtATime,
});
