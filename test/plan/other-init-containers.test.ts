import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, command, Deployment, dns, FetchConfig, helperImages, https, image, WaitForService } from '../../src';
import { manifestOf, newChart } from '../support/kubernetes';

const app = image('registry.example.com/shop:1.4.2', { user: 1000 });
const annotationsOf = (workload: Deployment) => manifestOf(workload).spec.template.metadata.annotations;

function adopted(ownInitContainers: 'before' | 'after' = 'before') {
  const theirs = new kplus.Deployment(newChart('shop'), 'web', {
    initContainers: [{ name: 'own', image: 'registry.example.com/own:1', securityContext: { user: 1000 } }],
    containers: [{ name: 'app', image: app.reference, securityContext: { user: 1000 }, resources: { memory: { limit: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } } }],
  });
  const web = adopt(theirs, 'web', { ownInitContainers });
  new WaitForService(web, 'wait', { until: dns({ host: 'db' }) });
  return web;
}

describe('init containers of the workload\'s own', () => {
  test('stand in the plan where they run, with the command that shows their log', () => {
    expect(adopted().startUpPlan.otherInitContainers).toMatchObject([{ name: 'own', image: 'registry.example.com/own:1', kind: 'own', before: 'wait' }]);
    expect(adopted('after').startUpPlan.otherInitContainers).toMatchObject([{ name: 'own', before: undefined }]);
    const lines = adopted().startUpPlanText.split('\n');
    expect(lines[2]).toBe('  -  own (registry.example.com/own:1) an init container of the workload, without a known deadline');
    expect(lines[1]).toMatch(/^ {2}pod=\$\(kubectl get pods .* -o name \| tail -n 1\)$/);
    expect(lines[3]).toMatch(/^ +kubectl logs .* -c own$/);
    expect(lines[4]).toMatch(/^ {2}1\. wait /);
    expect(adopted('after').startUpPlanText).toMatch(/-c wait\n {2}- {2}own .*\n.*-c own\n {2}then app\n/);
  });

  test('have no deadline, and the worst case says that it leaves them out', () => {
    expect(adopted().startUpPlan.notes).toContain('init container own: a container of the workload without a known deadline; the worst case does not include it.');
  });

  test('their repairs are told', () => {
    expect(adopted().startUpPlan.notes).toContain('container own was repaired to meet the level: capabilities: drop ALL, seccompProfile: RuntimeDefault.');
  });

  test('a sidecar that a patch adds is one that runs on, and needs no deadline', () => {
    const web = new Deployment(newChart('shop'), 'web');
    new WaitForService(web, 'wait', { until: dns({ host: 'db' }) });
    web.addContainer('app', { image: app });
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.add('/spec/template/spec/initContainers/0', { name: 'proxy', image: 'proxy:1', restartPolicy: 'Always' }));
    const { otherInitContainers, notes } = web.startUpPlan;
    expect(otherInitContainers).toMatchObject([{ name: 'proxy', kind: 'sidecar', before: 'wait' }]);
    expect(notes.filter((note) => note.includes('known deadline'))).toEqual([]);
    expect(web.startUpPlanText).toContain('  -  proxy (proxy:1) a sidecar of the workload, which keeps running\n');
  });
});

describe('the container that leaves the helper', () => {
  function withHelper() {
    const web = new Deployment(newChart('shop'), 'web');
    new WaitForService(web, 'wait', { until: command({ image: app, command: ['ask'], proves: 'it works' }) });
    web.addContainer('app', { image: app });
    return web;
  }

  test('says in the YAML what it is for, as every init container does', () => {
    const web = withHelper();
    expect(annotationsOf(web)).toMatchObject({
      'cdk8s-prelude/steps.facts': expect.stringContaining('"helper":{"name":"prelude-helper","at":0,"for":"wait"'),
      'cdk8s-prelude/prelude-helper': 'copies the static busybox that starts "wait", because its image may have no shell',
    });
  });

  test('stands in the plan, before the step that needs it', () => {
    expect(withHelper().startUpPlan.otherInitContainers).toEqual([{
      name: 'prelude-helper', image: helperImages.busybox.reference, kind: 'helper', before: 'wait',
      purpose: 'copies the static busybox that starts "wait", because its image may have no shell', logs: expect.stringMatching(/^kubectl logs .* -c prelude-helper$/),
    }]);
  });

  test('is there, in the order too, where only a container needs it; and not once a step can do it', () => {
    const web = new Deployment(newChart('shop'), 'web');
    const place = new FetchConfig(web, 'place', { from: https('https://config.example.com/region') });
    web.addContainer('app', { image: app, command: ['app'], env: { REGION: place.files.value('region') } });
    expect(annotationsOf(web)).toMatchObject({
      'cdk8s-prelude/steps.facts': expect.stringContaining('"helper":{"name":"prelude-helper","at":1,"for":"app"'),
      'cdk8s-prelude/prelude-helper': expect.stringContaining('starts "app"'),
    });
    expect(web.startUpPlan.otherInitContainers).toMatchObject([{ kind: 'helper', before: undefined }]);
    new WaitForService(web, 'wait', { until: dns({ host: 'db' }) });
    expect(annotationsOf(web)['cdk8s-prelude/steps.facts']).not.toContain('helper');
    expect(annotationsOf(web)).not.toHaveProperty(['cdk8s-prelude/prelude-helper']);
    expect(web.startUpPlan.otherInitContainers).toEqual([]);
  });
});
