import { type Chart, Include } from 'cdk8s';
import { adopt, FetchConfig, https, postgres, WaitForService } from 'cdk8s-prelude';

/** A Deployment of a YAML file, and what it has gained. */
export function withIncluded(chart: Chart, file: string) {
  const yaml = new Include(chart, 'legacy', { url: file });
  const deployment = yaml.apiObjects.find(({ kind, name }) => kind === 'Deployment' && name === 'legacy')!;

  const legacy = adopt(deployment, 'legacy');
  new WaitForService(legacy, 'wait-for-db', { until: postgres({ host: 'db' }) });
  const config = new FetchConfig(legacy, 'fetch-config', { from: https('https://config.example.com/legacy.json') });
  config.file('legacy.json').mountInto(legacy.container('app'), '/app/legacy.json');
  return legacy;
}
