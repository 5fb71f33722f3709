import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Deployment, image, postgres, type Ready, WaitForService } from 'cdk8s-prelude';
import { onceAllHaveSpoken, startWait, statesOf } from '../../scripts/wait-helpers';
import { program } from '../../support/program';
import { startSaying } from '../../support/servers/misbehaving';
import { forEachShell } from '../../support/shells';
import { describeWith } from '../../support/tools';
import { CorpHealth } from './corp-health';

const chart = new Chart(new App(), 'shop');
const web = new Deployment(chart, 'web');
const step = new WaitForService(web, 'wait', { until: { db: postgres({ host: 'db' }), ledger: new CorpHealth({ host: 'ledger', maxDepth: 50 }) } });
web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });

test('the handle says its protocol; arguments and script stand in the manifest', () => {
  const ready: Ready<'web', 'corphealth'> = step.ready.ledger;
  expect(ready.protocol).toBe('corphealth');
  const yaml = JSON.stringify(Testing.synth(chart));
  expect(yaml).toContain('"ledger=corphealth://ledger:7000","--max-depth","50"');
  expect(yaml).toContain('probe_corphealth() {');
});

describeWith(['busybox'], 'against servers', () => {
  const parts = ['common', 'addresses', 'dialogue'];
  const text = `${program(...parts)}\n${readFileSync(join(__dirname, 'probe-corphealth.sh'), 'utf8')}\n${program('wait')}`;

  forEachShell((shell) => {
    test('ready, too deep, busy, something else', async () => {
      const [good, deep, busy, other] = await Promise.all(['OK 3\r\n', 'OK 900\r\n', 'BUSY starting\r\n', '+PONG\r\n'].map((says) => startSaying(says)));
      const target = (name: string, { port }: { readonly port: number }) => [`${name}=corphealth://127.0.0.1:${port}`, '--max-depth', '50'];
      const exit = await onceAllHaveSpoken(
        startWait({ shell, text, targets: [target('good', good!), target('deep', deep!), target('busy', busy!), target('other', other!)].flat() }),
        ['good', 'deep', 'busy', 'other'],
      );
      await Promise.all([good, deep, busy, other].map((server) => server!.close()));
      expect(statesOf(exit, 'good')).toEqual(['ready after N s']);
      expect(statesOf(exit, 'deep')).toEqual(['the queue is 900 deep, more than 50']);
      expect(statesOf(exit, 'busy')).toEqual(['BUSY starting']);
      expect(statesOf(exit, 'other')).toEqual(['answers, but not as CorpHealth does: +PONG']);
    });
  });
});
