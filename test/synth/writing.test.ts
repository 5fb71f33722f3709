import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, Lazy, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Deployment, image } from '../../src';
import { writeYaml } from '../../src/manifest/write-yaml';

let outdir: string;
beforeEach(() => { outdir = mkdtempSync(join(tmpdir(), 'prelude-writing-')); });
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

const app = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });

/** The writer of cdk8s writes this character as it is, that of this library escapes it. */
const UNSEEN = { text: 'x\u007fy' };

/** Objects as people have them: of this library, of cdk8s, with methods of their own, in charts within charts. */
function build(props: AppProps): App {
  const root = new App({ outdir, ...props });
  const shop = new Chart(root, 'shop', { namespace: 'shop' });
  new Deployment(shop, 'web').addContainer('app', { image: app });
  new ApiObject(shop, 'texts', { apiVersion: 'v1', kind: 'ConfigMap', data: { no: 'on', octal: '0644', lines: 'a\n\nb\n', lazy: Lazy.any({ produce: () => '1_000' }) } });
  const own = new ApiObject(shop, 'own', { apiVersion: 'v1', kind: 'ConfigMap', data: {} });
  own.toJson = () => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' }, data: { date: new Date(0), yaml: Yaml.stringify(UNSEEN) } });
  new ApiObject(new Chart(shop, 'inner'), 'empty', { apiVersion: 'example.com/v1', kind: 'Thing', spec: { list: [[], {}, [1.5, true]] } });
  class OfItsOwn extends ApiObject {
    override toJson() { return { ...super.toJson(), data: { text: Yaml.stringify(super.toJson()) } }; }
  }
  new OfItsOwn(new Chart(root, 'other'), 'of-its-own', { apiVersion: 'v1', kind: 'ConfigMap' });
  return root;
}

const files = (): ReadonlyMap<string, string> => new Map(readdirSync(outdir, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.\w+$/.test(file)).sort().map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
const read = (text: string): unknown => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);

const TYPES = [
  YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
].map((yamlOutputType) => ({ name: YamlOutputType[yamlOutputType], yamlOutputType }));

describe.each(TYPES)('$name', ({ yamlOutputType }) => {
  test.each([{}, { outputFileExtension: '.yml' }, { recordConstructMetadata: true }])('writes the files that cdk8s writes, with the same in them: %j', (props) => {
    const built = build({ yamlOutputType, ...props });
    App.prototype.synth.call(built);
    const expected = files();
    rmSync(outdir, { recursive: true });
    built.synth();
    const written = files();
    expect([...written.keys()]).toEqual([...expected.keys()]);
    expect(expected.size).toBeGreaterThan(0);
    for (const [file, text] of written) expect([file, read(text)]).toEqual([file, read(expected.get(file)!)]);
  });
});

test('the text of an app is the same documents as cdk8s gives', () => {
  const built = build({});
  expect(read(built.synthYaml())).toEqual(read(App.prototype.synthYaml.call(built)));
});

test('a chart in a test is that of cdk8s', () => {
  const chart = new Chart(Testing.app(), 'shop');
  new Deployment(chart, 'web').addContainer('app', { image: app });
  expect(Yaml.stringify(...(Testing.synth(chart) as object[]))).toBe((Testing.synth(chart) as object[]).map(writeYaml).join('---\n'));
});

test('what others make of YAML within a synth is what cdk8s makes of it, and its writer is given back', () => {
  const before = Yaml.stringify;
  const built = build({});
  const asCdk8s = Yaml.stringify(UNSEEN);
  expect(asCdk8s).not.toBe(writeYaml(UNSEEN));
  expect(read(built.synthYaml())).toContainEqual(expect.objectContaining({ data: { date: expect.anything(), yaml: asCdk8s } }));
  expect(Yaml.stringify).toBe(before);
  new Deployment(new Chart(built, 'bad'), 'bad');
  expect(() => built.synth()).toThrow('bad');
  expect(Yaml.stringify).toBe(before);
});

test('where somebody has replaced the writer of cdk8s, theirs writes', () => {
  const theirs = jest.spyOn(Yaml, 'stringify').mockReturnValue('theirs\n');
  try {
    build({}).synth();
    expect(new Set(files().values())).toEqual(new Set(['theirs\n']));
  } finally {
    theirs.mockRestore();
  }
});
