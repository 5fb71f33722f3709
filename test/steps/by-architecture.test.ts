import { Size } from 'cdk8s';
import { byArchitecture, Deployment, FetchArchive, FetchBinary, FetchConfig, FetchData, helperImages, https, plainHttp, secretKey } from '../../src';
import { architectureIn } from '../../src/manifest/architectures';
import { containerOf, newChart } from '../support/kubernetes';

const [one, two] = ['ab'.repeat(32), 'cd'.repeat(32)];
const web = () => new Deployment(newChart(), 'web');
const tool = () => byArchitecture({
  amd64: https('https://example.com/tool-x64', { sha256: one }), arm64: https('https://example.com/tool-aarch64', { sha256: two }),
}, { as: 'tool' });

test('a program: each address has its architecture behind it, its checksum, and the one name', () => {
  const pod = web();
  const fetched = new FetchBinary(pod, 'fetch', { from: tool() });
  pod.addContainer('app', { image: helperImages.busybox, mounts: { '/usr/local/bin/tool': fetched.binary } });
  const more = ['--mode', '0755', '--max-bytes', '134217728'];
  expect(containerOf(pod, 'fetch').args?.slice(6)).toEqual([
    'tool=https://example.com/tool-x64', '--architecture', 'amd64', '--sha256', one, ...more,
    'tool=https://example.com/tool-aarch64', '--architecture', 'arm64', '--sha256', two, ...more,
  ]);
  expect(containerOf(pod, 'app').volumeMounts).toEqual([{ name: 'fetch', mountPath: '/usr/local/bin/tool', subPath: 'tool', readOnly: true }]);
});

test('the other steps that download take it, among other files too, and each address has its own secrets', () => {
  const pod = web();
  const token = (key: string) => ({ headers: { 'X-Token': secretKey('mirror', key) } });
  const from = byArchitecture({ amd64: https('https://a/x', { sha256: one, ...token('a') }), arm64: https('https://b/x', { sha256: two, ...token('b') }) });
  new FetchArchive(pod, 'archive', { from, strip: 1 });
  new FetchData(pod, 'data', { from: { x: from, y: plainHttp('http://c/y', { sha256: one }) }, maxSize: Size.mebibytes(1) });
  new FetchConfig(pod, 'config', { from });
  pod.addContainer('app', { image: helperImages.busybox });
  expect(containerOf(pod, 'archive').args?.filter((word) => word === '--strip')).toHaveLength(2);
  const data = containerOf(pod, 'data');
  expect(data.args?.slice(8)).toEqual([
    'x=https://a/x', '--architecture', 'amd64', '--sha256', one, '--header-from-env', 'X-Token', 'PRELUDE_HEADER_1_1',
    'x=https://b/x', '--architecture', 'arm64', '--sha256', two, '--header-from-env', 'X-Token', 'PRELUDE_HEADER_2_1', 'y=http://c/y', '--sha256', one,
  ]);
  expect(data.env?.map(({ name, valueFrom }) => [name, (valueFrom as any)?.secretKeyRef?.key])).toEqual([['PRELUDE_HEADER_1_1', 'a'], ['PRELUDE_HEADER_2_1', 'b']]);
});

test.each<[string, () => unknown, RegExp]>([
  ['nothing', () => byArchitecture({}), /byArchitecture takes sources by the names that Kubernetes has for nodes/],
  ['what uname says', () => byArchitecture({ x86_64: https('https://a/x') } as never), /\{ amd64: https\(…\), arm64: https\(…\) \}/],
  ['a text', () => byArchitecture({ amd64: 'https://a/x' } as never), /amd64 must be https\(…\) or plainHttp\(…\)/],
  ['one in the other', () => byArchitecture({ amd64: tool() }), /amd64 must be https/],
  ['several names', () => byArchitecture({ amd64: https('https://a/x-x64'), arm64: https('https://a/x-arm64') } as never), /several names, x-x64, x-arm64: give byArchitecture\(…, \{ as: 'tool' \}\)/],
  ['a name that is a path', () => byArchitecture({ amd64: https('https://a/x') }, { as: 'a/b' }), /file name/],
  ['an unknown property', () => byArchitecture({ amd64: https('https://a/x') }, { name: 'x' } as never), /name/],
  ['a program of which one has no checksum', () => new FetchBinary(web(), 'fetch', {
    from: byArchitecture({ amd64: https('https://a/x', { sha256: one }), arm64: https('https://b/x') }) as never,
  }), /checksum|sha256/],
])('%s is refused', (_, build, message) => {
  expect(build).toThrow(message);
});

test.each<[string, string | undefined]>([
  ['https://dl.example.com/jre-21_linux-x64.tar.gz', 'amd64'], ['https://a/tool_1.2_Linux_x86_64.zip', 'amd64'], ['https://a/x86_64/tool', 'amd64'],
  ['https://a/tool-linux-amd64?x=arm64', 'amd64'], ['https://a/tool-aarch64', 'arm64'], ['https://a/node-v22-linux-arm64.tar.gz', 'arm64'],
  ['https://a/tool-linux-armv7', 'arm'], ['https://a/tool.i686', '386'], ['https://a/tool-s390x', 's390x'], ['https://a/tool-riscv64', 'riscv64'],
  ['https://amd64.example.com/tool', undefined], ['https://a/tool-amd64-and-arm64', undefined], ['https://a/charm-1.2', undefined], ['https://a/x64dbg', undefined],
  ['https://a/model-7b.bin', undefined], ['https://a/army.json', undefined], ['https://a/386.json', undefined],
])('%s names %p', (url, expected) => {
  expect(architectureIn(url)).toBe(expected);
});
