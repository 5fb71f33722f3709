import { Duration } from 'cdk8s';
import { ConfigMap, EnvValue } from 'cdk8s-plus-28';
import { Deployment } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { BUSYBOX } from './support/servers';

describeIn('a ConfigMap that changes', 'restricted', 'config-change', (namespace) => {
  const shop = (greeting: string, rollOnConfigChange: boolean) => manifests((chart) => {
    const map = new ConfigMap(chart, 'greeting');
    const web = new Deployment(chart, 'web', { replicas: 1, rollOnConfigChange, terminationGracePeriod: Duration.seconds(1) });
    web.addContainer('app', {
      image: BUSYBOX,
      command: ['sleep', '1000'],
      env: { GREETING: EnvValue.fromConfigMap(map, 'greeting') },
    });
    map.addData('greeting', greeting);
  });
  const generation = async () => (await namespace.get('deployment', 'test-web')).metadata.generation as number;
  const rolledOut = () => namespace.kubectl(['rollout', 'status', 'deployment/test-web', '--timeout=60s'], { seconds: 70 });
  const shown = async () => (await namespace.kubectl(['exec', 'deployment/test-web', '--', 'printenv', 'GREETING'])).stdout.trim();

  test('in code rolls the pods when it is applied, and they read the new content', async () => {
    await namespace.apply(shop('good morning', true));
    await rolledOut();
    expect(await shown()).toBe('good morning');
    const before = await generation();

    await namespace.apply(shop('good morning', true));
    expect(await generation()).toBe(before);

    await namespace.apply(shop('good evening', true));
    expect(await generation()).toBe(before + 1);
    await rolledOut();
    await namespace.until('the new pod alone', 'pods', (pods) => pods.length === 1 || undefined);
    expect(await shown()).toBe('good evening');
  });

  test('leaves the pods as they are where that is switched off', async () => {
    await namespace.apply(shop('good evening', false));
    await rolledOut();
    const before = await generation();
    await namespace.apply(shop('good night', false));
    expect(await generation()).toBe(before);
  });
});
