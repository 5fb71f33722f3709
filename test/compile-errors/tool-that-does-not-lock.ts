import { RunMigration, toolLocks, unsafe } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, db, tool } = stage();

new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', 'up'],
  // @error "alembic" is not known to lock by itself: use a tool that does, or unsafe(because) where two at a time do no harm
  // @on 'alembic'
  oneAtATime: toolLocks('alembic'),
});
