import { Probe } from 'cdk8s-plus-28';
import { VerifyPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, data } = stage();

new VerifyPermissions(web, 'verify', {
  volume: data,
  user: 1000,
  // @compiler 'readiness' does not exist in type 'VerifyPermissionsProps<
  // @runtime there is no property "readiness": it would be ignored
  // @on readiness
  readiness: Probe.fromTcpSocket({ port: 5432 }),
});
