import { Duration } from 'cdk8s';
import { optional, postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: optional(
    postgres({ host: 'db' }),
  Duration.seconds(30),
  ),
});
