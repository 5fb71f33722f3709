import { Probe } from 'cdk8s-plus-28';
import { postgres, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: postgres({ host: 'db' }),
  // @compiler 'readiness' does not exist in type 'WaitForServiceProps<
  // @runtime there is no property "readiness": it would be ignored
  // @on readiness
  readiness: Probe.fromTcpSocket({ port: 5432 }),
});
