import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Deployment, dns, image, postgres, WaitForService } from '../../src';

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'prelude-gate-')); });
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function deployment(chart: Chart, id = 'web') {
  const web = new Deployment(chart, id);
  new WaitForService(web, 'first', { until: postgres({ host: 'db' }) });
  new WaitForService(web, 'second', { until: dns({ host: 'db' }) });
  web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  return web;
}

const INIT = '/spec/template/spec/initContainers';
const read = () => Object.fromEntries(readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));

describe('nothing is written unless everything is right', () => {
  test('a patch that throws in a later chart leaves an older dist as it was', () => {
    const app = new App({ outdir });
    writeFileSync(join(outdir, 'a.k8s.yaml'), 'older');
    deployment(new Chart(app, 'a'));
    const broken = deployment(new Chart(app, 'b'));
    ApiObject.of(broken.resource).addJsonPatch(JsonPatch.remove('/spec/nothing/here'));
    expect(() => app.synth()).toThrow(/b\/web/);
    expect(read()).toEqual({ 'a.k8s.yaml': 'older' });
  });

  test('findings of all charts are told at once, each with the path of its workload', () => {
    const app = new App({ outdir });
    for (const id of ['a', 'b']) {
      ApiObject.of(deployment(new Chart(app, id)).resource).addJsonPatch(JsonPatch.replace(`${INIT}/0/image`, 'busybox'));
    }
    expect(() => app.synth()).toThrow(/\[a\/web\] initContainers\[first\]\.image.*\n.*\[b\/web\] initContainers\[first\]\.image/);
    expect(read()).toEqual({});
  });

  test('an object of somebody else that cannot be rendered stops the files too', () => {
    const app = new App({ outdir });
    deployment(new Chart(app, 'a'));
    const other = new kplus.ConfigMap(new Chart(app, 'b'), 'map');
    ApiObject.of(other).addJsonPatch(JsonPatch.test('/data', 'no'));
    expect(() => app.synth()).toThrow(/b\/map/);
    expect(read()).toEqual({});
  });
});

describe('what is written is what was checked, after every patch', () => {
  test.each([
    ['steps in another order', [JsonPatch.move(`${INIT}/1`, `${INIT}/0`)], /steps? .*"?(first|second)/],
    ['a step taken away', [JsonPatch.remove(`${INIT}/0`)], /first/],
    ['a privileged container', [JsonPatch.replace('/spec/template/spec/containers/0/securityContext/privileged', true)], /privileged/],
    ['a probe on a step', [JsonPatch.add(`${INIT}/0/livenessProbe`, { exec: { command: ['x'] } })], /livenessProbe/],
  ])('%s is refused', (_, patches, message) => {
    const app = new App({ outdir });
    ApiObject.of(deployment(new Chart(app, 'shop')).resource).addJsonPatch(...patches);
    expect(() => app.synth()).toThrow(message);
    expect(() => app.synthYaml()).toThrow(message);
  });

  test('a single chart, synthesized for a test, is checked as well', () => {
    const chart = new Chart(new App({ outdir }), 'shop');
    ApiObject.of(deployment(chart).resource).addJsonPatch(JsonPatch.remove(`${INIT}/0`));
    expect(() => Testing.synth(chart)).toThrow(/first/);
  });

  test('what cannot be assembled is told as findings are, at the path of its workload', () => {
    const app = new App({ outdir });
    const chart = new Chart(app, 'shop');
    new Deployment(chart, 'web');
    const expected = 'Validation failed with the following errors:\n  [shop/web] pod "web" has no container: add one with addContainer(…). (rule no-containers)';
    const told = (make: () => unknown) => { try { make(); } catch (error) { return (error as Error).message; } return ''; };
    expect(told(() => app.synth())).toBe(expected);
    expect(told(() => app.synthYaml())).toBe(expected);
    expect(told(() => Testing.synth(chart))).toBe(expected);
  });

  test('a patch that comes after a first synth is checked in the second', () => {
    const app = new App({ outdir });
    const web = deployment(new Chart(app, 'shop'));
    app.synth();
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.remove(`${INIT}/0`));
    expect(() => app.synth()).toThrow(/first/);
  });

  test('a method that somebody has put on the object gives what is checked', () => {
    const app = new App({ outdir });
    const object = ApiObject.of(deployment(new Chart(app, 'shop')).resource);
    const original = object.toJson.bind(object);
    object.toJson = () => {
      const manifest = original();
      manifest.spec.template.spec.hostNetwork = true;
      return manifest;
    };
    expect(() => app.synth()).toThrow(/hostNetwork/);
    expect(read()).toEqual({});
  });

  test('a harmless patch arrives in the file', () => {
    const app = new App({ outdir });
    ApiObject.of(deployment(new Chart(app, 'shop')).resource).addJsonPatch(JsonPatch.add('/spec/paused', true));
    app.synth();
    expect(read()['shop.k8s.yaml']).toContain('paused: true');
  });
});

describe('cdk8s stays itself', () => {
  test.each(Object.values(YamlOutputType).filter((type) => typeof type === 'number'))('output type %s: the files of the gate are those of cdk8s', (type) => {
    const build = (directory: string) => {
      const app = new App({ outdir: directory, yamlOutputType: type as YamlOutputType });
      const a = new Chart(app, 'a');
      const b = new Chart(app, 'b');
      b.addDependency(a);
      deployment(a);
      deployment(b);
      return app;
    };
    const gated = join(outdir, 'gated');
    const plain = join(outdir, 'plain');
    build(gated).synth();
    // The method of the class, not the one that the gate put on the object.
    App.prototype.synth.call(build(plain));
    const files = (directory: string) => Object.fromEntries((readdirSync(directory, { recursive: true }) as string[]).sort()
      .filter((file) => file.endsWith('.yaml')).map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
    expect(Object.keys(files(gated)).length).toBeGreaterThan(0);
    expect(files(gated)).toEqual(files(plain));
  });

  test.each([
    [20, 'once', 20],
    [205, 'once', 205],
  ])('%d charts: each object is rendered %s in a synth', (charts, _, times) => {
    const app = new App({ outdir });
    let rendered = 0;
    for (let index = 0; index < charts; index += 1) {
      const web = deployment(new Chart(app, `chart-${index}`));
      const renders = web.resource as unknown as { _toPodSpec(): unknown };
      const original = renders._toPodSpec.bind(web.resource);
      renders._toPodSpec = () => { rendered += 1; return original(); };
    }
    app.synth();
    expect(rendered).toBe(times);
    expect(existsSync(join(outdir, 'chart-19.k8s.yaml'))).toBe(true);
  });

  test('the output is the same from run to run', () => {
    const yaml = () => { const app = new App({ outdir }); deployment(new Chart(app, 'shop')); return app.synthYaml(); };
    expect(yaml()).toBe(yaml());
  });
});
