import { type Chart, Size } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-28';
import { adopt, FetchConfig, https, postgres, WaitForService } from 'cdk8s-prelude';

/** A Deployment of cdk8s-plus that was there before, and what it has gained. */
export function withSteps(chart: Chart) {
  const legacy = new Deployment(chart, 'legacy', { replicas: 2 });
  const app = legacy.addContainer({
    name: 'app', image: 'registry.example.com/shop/legacy:3.2.0', portNumber: 8080, securityContext: { user: 1000 },
    resources: { cpu: { request: Cpu.millis(200) }, memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) } },
  });

  const steps = adopt(legacy, 'legacy');
  new WaitForService(steps, 'wait-for-db', { until: postgres({ host: 'db' }) });
  const config = new FetchConfig(steps, 'fetch-config', { from: https('https://config.example.com/legacy.json') });
  config.file('legacy.json').mountInto(app, '/app/legacy.json');

  legacy.exposeViaService();
  return steps;
}
