import { Probe } from 'cdk8s-plus-28';
import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchConfig(web, 'fetch', {
  from: https('https://config.example.com/pages.json'),
  // @compiler 'readiness' does not exist in type 'FetchConfigProps<
  // @runtime there is no property "readiness": it would be ignored
  // @on readiness
  readiness: Probe.fromTcpSocket({ port: 5432 }),
});
