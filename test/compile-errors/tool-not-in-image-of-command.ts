import { RunCommand } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, tool } = stage();

new RunCommand(web, 'list', {
  purpose: 'lists the versions',
  rerun: 'idempotent',
  image: tool,
  // @error image "migrate/migrate:v4.18.1" has no "flyway": use an image that has it, or list it in the image's tools
  // @on 'flyway'
  command: ['flyway', 'version'],
});
