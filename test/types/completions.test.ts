/* What editors offer where something is still to be written: what may stand there, and never a sentence. TypeScript 5.9. */
import { declarations } from '../support/compiler';
import { type Editor, open } from '../support/language-service';

const stage = `import type { Chart, Cron } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';
import {
  adopt, CronJob, databaseLock, DaemonSet, defineStandard, Deployment, Job, Pod, StatefulSet, FetchConfig, helperImages, https, image, plainHttp, postgres, type Ready, RunMigration, WaitForService,
} from 'cdk8s-prelude';
declare const chart: Chart;
declare const schedule: Cron;
declare const deployment: kplus.Deployment;
const strict = defineStandard({ name: 'Strict', podSecurity: 'baseline' });
declare const web: Deployment<'web'>;
declare const database: Ready<'web', 'postgres'>;
declare const config: FetchConfig<'web', 'shop.json' | 'api.json'>;
const tool = image('migrate/migrate:v4.18.1', { user: 1000, tools: ['migrate', 'sh'] });
`;

let editor: Editor;
beforeAll(async () => {
  editor = open(await declarations(), stage);
}, 600_000);

test.each([
  ["new RunMigration(web, 'migrate', { | });", 'command database image after env gracePeriod mayDropColumns mounts oneAtATime resources timeout tool version workingDir'],
  ["new RunMigration(web, 'migrate', { database, image: tool, | });", 'command after env gracePeriod mayDropColumns mounts oneAtATime resources timeout tool version workingDir'],
  [
    "web.addContainer('app', { | });",
    'image args command env imagePullPolicy lifecycle liveness mounts ports readiness readOnlyRootFilesystem resources startup workingDir',
  ],
  ["web.addContainer('app', { image: tool, command: ['|'] });", 'migrate sh'],
  ["new WaitForService(web, 'wait', { | });", 'until after proxy resources timeout'],
  ["new WaitForService(web, 'wait', { until: { db: postgres({ | }) } });", 'host port'],
  ["new FetchConfig(web, 'fetch', { from: https('https://a/b.json', { | }) });", 'as ca headers redirectsTo sha256 sha512'],
  ["new FetchConfig(web, 'fetch', { whenUnavailable: '|' });", 'fail keep'],
  ["plainHttp('http://a/b.json', { | });", 'as redirectsTo sha256 sha512'],
  ["config.file('|');", 'shop.json api.json'],
  ['databaseLock({ | });', 'databaseName login ca password pooler'],
  ["image('|', { user: 1000 });", ''],
  ["https('|');", ''],
])('%s', (place, offered) => {
  expect(editor.offers(place)).toEqual(offered.split(' ').filter((name) => name !== ''));
});

test.each([
  ["new RunMigration(web, 'migrate', { | });", 'dependsOn envFrom envVariables liveness ports readiness restartPolicy securityContext startup volumeMounts'],
  ["web.addContainer('app', { | });", 'envFrom envVariables securityContext volumeMounts'],
])('%s offers what is not there struck through', (place, struck) => expect(editor.strikes(place)).toEqual(struck.split(' ')));

const LEVELS = ['baseline', 'privileged', 'restricted'];

test.each([
  "new Deployment(chart, 'more', { podSecurity: '|' });", "new StatefulSet(chart, 'more', { ports: [1], podSecurity: '|' });", "new Job(chart, 'more', { podSecurity: '|' });",
  "new DaemonSet(chart, 'more', { podSecurity: '|' });", "new Pod(chart, 'more', { podSecurity: '|' });", "adopt(deployment, 'more', { podSecurity: '|' });",
  "new CronJob(chart, 'more', { schedule, podSecurity: '|' });", "defineStandard({ name: 'Corp', podSecurity: '|' });",
])('%s offers all levels', (place) => expect([...editor.offers(place)].sort()).toEqual(LEVELS));

test('a standard offers the levels that it takes', () => {
  expect([...editor.offers("new strict.Deployment(chart, 'more', { podSecurity: '|' });")].sort()).toEqual(['baseline', 'restricted']);
});
