import { dns, mysql, postgres, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { stage } from './support/stage';

const { chart, web } = stage();

const host = new OtherVersion(chart, 'service', 'Service', 'db');
new WaitForService(web, 'wait', {
  until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
});
