import { RunCommand } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool } = stage();

new RunCommand(web, 'list', {
  purpose: 'lists the versions',
  rerun: 'idempotent',
  image: tool,
  command: ['migrate', 'version'],
});
