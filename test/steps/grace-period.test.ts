import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, image, Job, RunCommand, type Workload } from '../../src';
import { newChart, podOf } from '../support/kubernetes';

const tool = image('registry.example.com/tool:1', { user: 1000 });
const { seconds } = Duration;

function run(workload: Workload, gracePeriod?: Duration) {
  new RunCommand(workload, 'run', {
    image: tool, command: ['tool'], purpose: 'runs', rerun: 'idempotent', ...(gracePeriod === undefined ? {} : { gracePeriod }),
  });
  return () => workload._template.steps[0]!.program.args.slice(2, 4);
}
const job = (terminationGracePeriod?: Duration) =>
  new Job(newChart(), 'job', terminationGracePeriod === undefined ? {} : { terminationGracePeriod });
const theirs = (terminationGracePeriod: Duration) => adopt(new kplus.Deployment(newChart(), 'web', { terminationGracePeriod }), 'web');

test.each([
  ['a pod that says nothing', () => job(), 20],
  ['a pod that has more', () => job(seconds(300)), 20],
  ['a pod that has less: the script has two seconds to see the end and say so', () => job(seconds(10)), 8],
  ['a pod that has next to none', () => job(seconds(1)), 1],
  ['a workload of cdk8s-plus', () => theirs(seconds(10)), 8],
])('what a step says nothing of fits into the pod\'s time to stop: %s', (_, make, expected) => {
  expect(run(make())()).toEqual(['--grace', String(expected)]);
});

test.each([
  ['a pod that says nothing', () => job(), 30, 30],
  ['a pod that has less', () => job(seconds(5)), 20, 5],
  ['a workload of cdk8s-plus', () => theirs(seconds(5)), 5, 5],
])('one that kubelet would cut short is refused: %s', (_, make, grace, pod) => {
  expect(() => run(make(), seconds(grace))).toThrow(
    `its command may take ${grace} s to stop (gracePeriod), but kubelet kills it after ${pod} s (terminationGracePeriod), in the middle of its work: give `
    + `the workload a terminationGracePeriod of ${grace + 1} s or more, or the step a shorter gracePeriod.`);
});

test('a second less than the pod has is taken', () => {
  expect(run(job(seconds(60)), seconds(59))()).toEqual(['--grace', '59']);
});

test('a patch that shortens the pod\'s time is refused at synth, in the same words', () => {
  const pod = job();
  run(pod);
  pod.addContainer('app', { image: tool });
  ApiObject.of(pod.resource).addJsonPatch(JsonPatch.replace('/spec/template/spec/terminationGracePeriodSeconds', 5));
  expect(() => podOf(pod)).toThrow(/initContainers\[run\]\.args: its command may take 20 s to stop \(gracePeriod\), but kubelet kills it after 5 s .* \(rule grace-period/);
});
