/* The ways to name a host. */
import * as kplus from 'cdk8s-plus-28';
import { dns, mysql, postgres, redis, tcp, WaitForService } from 'cdk8s-prelude';
import { OtherVersion } from './support/other-version';
import { fine } from './support/program';
import { stage } from './support/stage';

fine('accepts host of address', () => {
  const { web } = stage();
  const host = 'fd00::1';
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});

fine('accepts host of exposed service', () => {
  const { chart, web } = stage();
  const host = new kplus.Deployment(chart, 'db', { containers: [{ image: 'postgres:16.6', portNumber: 5432 }] }).exposeViaService();
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});

fine('accepts host of name', () => {
  const { web } = stage();
  const host = 'db';
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});

fine('accepts host of service', () => {
  const { chart, web } = stage();
  const host = new kplus.Service(chart, 'service', { ports: [{ port: 5432 }] });
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});

fine('accepts host of service in namespace', () => {
  const { chart, web } = stage();
  const host = new kplus.Service(chart, 'service', { metadata: { namespace: 'data' }, ports: [{ port: 5432 }] });
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});

fine('accepts host of service of other version', () => {
  const { chart, web } = stage();
  const host = new OtherVersion(chart, 'service', 'Service', 'db');
  new WaitForService(web, 'wait', {
    until: { a: dns({ host }), b: tcp({ host, port: 80 }), c: postgres({ host }), d: mysql({ host }), e: redis({ host }) },
  });
});
