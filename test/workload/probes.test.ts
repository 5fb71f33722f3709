import { Handler, Probe } from 'cdk8s-plus-28';
import { Deployment, image } from '../../src';
import { containerOf, newChart } from '../support/kubernetes';

/* cdk8s-plus lets a probe without a port ask port 80, whatever the container's ports are. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });

function containerWith(props: object) {
  const web = new Deployment(newChart(), 'web');
  web.addContainer('app', { image: APP, ...props });
  return containerOf(web, 'app') as any;
}

test('probes and hooks that name no port ask the one of the container', () => {
  const { readinessProbe, livenessProbe, startupProbe, lifecycle } = containerWith({
    ports: [8080], readiness: Probe.fromHttpGet('/healthz', { failureThreshold: 7 }), liveness: Probe.fromTcpSocket(), startup: Probe.fromCommand(['true']),
    lifecycle: { preStop: Handler.fromHttpGet('/stop'), postStart: Handler.fromCommand(['true']) },
  });
  expect(readinessProbe).toMatchObject({ failureThreshold: 7, httpGet: { path: '/healthz', port: 8080 } });
  expect([livenessProbe?.tcpSocket.port, lifecycle?.preStop.httpGet.port]).toEqual([8080, 8080]);
  expect([startupProbe?.exec.command, lifecycle?.postStart.exec.command]).toEqual([['true'], ['true']]);
});

test('one that names a port asks that one', () => {
  expect(containerWith({ ports: [8080, 9090], readiness: Probe.fromHttpGet('/', { port: 9090 }) }).readinessProbe.httpGet.port).toBe(9090);
  expect(containerWith({ liveness: Probe.fromTcpSocket({ port: 80 }) }).livenessProbe.tcpSocket.port).toBe(80);
});

test.each<[string, object, string]>([
  ['several ports', { ports: [8080, 9090], readiness: Probe.fromHttpGet('/') }, 'no port is given: give readiness { port: … }, because the container has the ports 8080, 9090.'],
  ['none', { liveness: Probe.fromTcpSocket() }, 'no port is given: give liveness { port: … }, because the container has no ports.'],
  ['a hook', { lifecycle: { preStop: Handler.fromHttpGet('/stop') } }, 'no port is given: give preStop { port: … }'],
])('with %s it must', (_, props, sentence) => {
  expect(() => containerWith(props)).toThrow(sentence);
});
