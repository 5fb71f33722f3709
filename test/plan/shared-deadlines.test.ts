import { Duration } from 'cdk8s';
import {
  command, defineStandard, Deployment, type DeploymentProps, FetchConfig, https, image, Job, optional, postgres, redis, RunMigration, ownLock,
  WaitForService, type Workload,
} from '../../src';
import { containerOf, manifestOf, newChart } from '../support/kubernetes';

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });
const { minutes, seconds } = Duration;
const deployment = (props: DeploymentProps = {}) => new Deployment(newChart(), 'web', props);
const wait = (web: Workload, id: string, timeout?: Duration) =>
  new WaitForService(web, id, { until: postgres({ host: id }), ...(timeout ? { timeout } : {}) });
const migrate = (web: Workload, database: any, timeout?: Duration) => new RunMigration(web, 'migrate', {
  database, image: app, command: ['./up'], oneAtATime: ownLock('the tool takes a lock'), ...(timeout ? { timeout } : {}),
});
const deadlines = (web: Workload) => web.startUpPlan.steps.map(({ deadlineSeconds }) => deadlineSeconds);
const clockNotes = (web: Workload) => web.startUpPlan.notes.filter((note) => note.startsWith('the steps may take'));

test('a wait has what the other steps leave: in the arguments, the annotation and the plan', () => {
  const web = deployment();
  const db = wait(web, 'wait');
  expect(web._template.steps[0]!.deadline.toSeconds()).toBe(570);
  migrate(web, db.ready);
  new FetchConfig(web, 'fetch', { from: https('https://config.example.com/shop.json') });
  web.addContainer('app', { image: app });
  expect(deadlines(web)).toEqual([152, 300, 120]);
  expect(containerOf(web, 'wait').args!.slice(0, 2)).toEqual(['--timeout', '152']);
  expect(manifestOf(web).spec.template.metadata.annotations['cdk8s-prelude/wait']).toMatch(/, for at most 152 s$/);
  expect(web.startUpPlan.steps[0]!.purpose).toMatch(/, for at most 152 s$/);
  expect(clockNotes(web)).toEqual([]);
});

test('two waits share it in equal parts, of different images as well; what may be late keeps its own time', () => {
  const web = deployment({ progressDeadline: minutes(20) });
  wait(web, 'a');
  new WaitForService(web, 'b', { until: { x: command({ image: app, command: ['x'], proves: 'the topic is there' }), y: optional(redis({ host: 'y' })) } });
  web.addContainer('app', { image: app });
  expect(deadlines(web)).toEqual([570, 570]);
  expect(containerOf(web, 'b').args).toEqual(['--timeout', '570', 'x=command:', '--command', '1', 'x', '--proves', 'the topic is there', 'y=redis://y:6379', '--optional', '30']);
});

test.each([undefined, minutes(15), minutes(60)])('no note where no timeout is given, with a progressDeadline of %s', (progressDeadline) => {
  const web = deployment(progressDeadline ? { progressDeadline } : {});
  migrate(web, wait(web, 'wait').ready);
  web.addContainer('app', { image: app });
  expect(clockNotes(web)).toEqual([]);
});

test('a timeout that is given stays, and the others share the rest', () => {
  const web = deployment();
  wait(web, 'a', seconds(200));
  wait(web, 'b');
  web.addContainer('app', { image: app });
  expect(deadlines(web)).toEqual([200, 380]);
});

test('the deadline of a standard stays', () => {
  const chart = newChart();
  defineStandard({ name: 'Acme', deadlines: { WaitForService: seconds(90) } }).setOn(chart);
  const web = new Deployment(chart, 'web');
  migrate(web, wait(web, 'wait').ready);
  web.addContainer('app', { image: app });
  expect(deadlines(web)).toEqual([90, 300]);
});

test('where timeouts do not fit, the note names the longest of those that were given', () => {
  const web = deployment();
  migrate(web, wait(web, 'wait').ready, minutes(12));
  web.addContainer('app', { image: app });
  expect(deadlines(web)).toEqual([60, 720]);
  expect(clockNotes(web)).toEqual([expect.stringMatching(/Raise progressDeadline to more than 800 s, or shorten the timeout of "migrate" \(720 s\)\.$/)]);
});

test('a Job shares its activeDeadline', () => {
  const job = new Job(newChart(), 'job', { activeDeadline: minutes(10) });
  migrate(job, wait(job, 'wait').ready);
  job.addContainer('app', { image: app });
  expect(deadlines(job)).toEqual([266, 300]);
  expect(clockNotes(job)).toEqual([]);
});
