import { ApiObject, App, Chart, Size } from 'cdk8s';
import { CloneRepository, Deployment, emptyDirectory, git, image, RunCommand, scratch, WriteFiles } from '../../src';

const app = image('registry.example.com/shop:1.4.2', { user: 1000, group: 1000 });

function workload() {
  const root = new App();
  const chart = new Chart(root, 'shop');
  const web = new Deployment(chart, 'web');
  return { root, chart, web };
}

/** Half of a pair of code units, alone and where a text was cut: the first half, and the second one. */
const HALVES = ['x\ud800y', '👍'.slice(0, 1), '👍'.slice(1), 'ok 👍 \udc4d'];
/** Controls, formats, separators, halves: in the middle of a name nobody sees them, or sees another name. */
const UNSEEN = ['a\u0007b', 'a\u007fb', 'a\u0085b', 'a\u00adb', 'a\u200bb', 'a\u202eb', 'a\u2066b', 'a\u2028b', 'a\u2029b', 'a\ufeffb', 'a\u{e0001}b', 'a\ud800b'];
const SEEN = ['ä.txt', '中文', '👍', 'a b', 'a\u00a0b', 'e\u0301'];

test.each(HALVES)('half of a character is refused in what is written, run and given: %j', (half) => {
  const { web } = workload();
  const sentence = /contains half of a character \(a lone surrogate\).* Given: /;
  expect(() => new WriteFiles(web, 'write', { files: { a: half } })).toThrow(sentence);
  expect(() => new RunCommand(web, 'run', { image: app, command: ['echo', half], purpose: 'says it', rerun: 'idempotent' })).toThrow(sentence);
  expect(() => new RunCommand(web, 'env', { image: app, command: ['env'], env: { A: half }, purpose: 'shows it', rerun: 'idempotent' })).toThrow(sentence);
  expect(() => web.addContainer('app', { image: app, env: { A: half } })).toThrow(sentence);
});

test.each(UNSEEN)('a name with a character that nobody sees is refused: %j', (name) => {
  const { web } = workload();
  expect(() => new WriteFiles(web, 'write', { files: { [name]: 'x' } })).toThrow(JSON.stringify(name).slice(1, 3));
  expect(() => web.addContainer('app', { image: app, mounts: { [`/${name}`]: scratch(Size.mebibytes(1)) } })).toThrow('path');
  expect(() => new CloneRepository(web, 'clone', {
    from: git('https://git.example.com/a.git', { ref: name }), into: emptyDirectory(web, 'files', Size.mebibytes(1)),
  })).toThrow('this is not a valid name of a branch or tag');
});

test.each(SEEN)('a name of letters of any script is taken: %j', (name) => {
  const { web } = workload();
  const written = new WriteFiles(web, 'write', { files: { [name]: 'x' } });
  web.addContainer('app', { image: app, mounts: { '/files': written.files } });
  expect(web.startUpPlanText).toContain('write');
});

describe('what reaches a manifest past the arguments', () => {
  test.each([
    ['a value', { data: { text: '\ud800' } }, 'data.text'], ['a list', { spec: { list: ['a', ['\udc00']] } }, 'spec.list[1][0]'], ['a key', { data: { 'a\udfff': 'x' } }, 'a key of data'],
  ])('is refused at synth with its place, of any object: %s', (_, props, place) => {
    const { root, chart, web } = workload();
    web.addContainer('app', { image: app });
    new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap', ...props });
    expect(() => root.synthYaml()).toThrow(`shop/other: ${place} contains half of a character`);
  });

  test('is refused of a workload, told at its own path', () => {
    const { root, web } = workload();
    web.addContainer('app', { image: app });
    web.resource.metadata.addAnnotation('note', 'x\ud83d');
    expect(() => root.synthYaml()).toThrow(/\[shop\/web\] .*metadata\.annotations\.note contains half of a character/);
  });

  test('is taken where it is whole: other characters that nobody sees are escaped', () => {
    const { root, chart, web } = workload();
    web.addContainer('app', { image: app });
    new ApiObject(chart, 'other', { apiVersion: 'v1', kind: 'ConfigMap', data: { del: 'x\u007fy', turned: 'a\u202eb', thumb: '👍' } });
    expect(root.synthYaml()).toContain('data:\n  del: "x\\u007fy"\n  thumb: "👍"\n  turned: "a\\u202eb"\n');
  });
});
