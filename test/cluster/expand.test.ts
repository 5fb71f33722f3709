import { RestartPolicy } from 'cdk8s-plus-28';
import { expand, Pod, RunCommand, secretKey, WaitForService, command } from '../../src';
import { manifests } from './support/manifests';
import { describeIn } from './support/namespace';
import { initRun } from './support/pods';
import { BUSYBOX } from './support/servers';

const PASSWORD = 'p w"$(HOME)$$\'`*';
const secret = JSON.stringify({
  apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password: PASSWORD },
});
const SHOWS = 'printf "%s\\n" "$URL" "$PLAIN" "$@"';
const EXPANDED = `postgres://shop:${PASSWORD}@db/shop`;

const env = { URL: expand('postgres://shop:$(PASSWORD)@db/shop'), PASSWORD: secretKey('db', 'password'), PLAIN: '$(NONE) $$' };
const words = ['sh', '-c', SHOWS, 'sh', expand('$(URL)'), '$(NONE)'] as const;

describeIn('expand(…)', 'restricted', 'expand', (expansions) => {
  test('reaches a step, a probe and the app, and the secret does not stand in the YAML', async () => {
    const yaml = manifests((chart) => {
      const pod = new Pod(chart, 'shop', { restartPolicy: RestartPolicy.NEVER });
      new WaitForService(pod, 'probe', {
        until: command({ image: BUSYBOX, command: ['sh', '-c', `${SHOWS} && [ "$1" = "$URL" ]`, 'sh', expand('$(URL)'), '$(NONE)'], env, proves: 'it is there' }),
      });
      new RunCommand(pod, 'show', { image: BUSYBOX, command: words, env, purpose: 'shows the URL', rerun: 'idempotent' });
      pod.addContainer('app', { image: BUSYBOX, command: ['sh', '-c', SHOWS, 'sh'], args: [expand('$(URL)'), '$(NONE)'], env });
    });
    expect(yaml).not.toContain(PASSWORD);
    await expansions.apply(secret);
    await expansions.apply(yaml);
    await expansions.untilPod('ended', { name: 'test-shop' }, (one) => one.status.containerStatuses?.[0]?.state?.terminated);
    const shown = [EXPANDED, '$(NONE) $$', EXPANDED, '$(NONE)', ''].join('\n');
    expect(await expansions.logs('test-shop', 'app')).toBe(shown);
    expect(await expansions.logs('test-shop', 'show')).toContain(shown);
    expect(initRun(await expansions.untilPod('there', { name: 'test-shop' }, (one) => one), 'probe')).toMatchObject({ exitCode: 0 });
  });
});
