import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Size, Testing } from 'cdk8s';
import { Deployment, FetchArchive, FetchBinary, FetchConfig, FetchData, https, image, scriptFile, secretKey, Source } from 'cdk8s-prelude';
import { program, runProgram } from '../../support/program';
import { makeCertificates, type Certificates } from '../../support/servers/certificates';
import { type Handler, startServer, type TestServer } from '../../support/servers/https-server';
import { keepServers } from '../../support/servers/kept';
import { sha256 } from '../../scripts/fetch-helpers';
import { forEachShell } from '../../support/shells';
import { describeWith } from '../../support/tools';
import { emptyVolume, namesIn, nobody } from '../../support/volume';
import { Artifact } from './artifact';

const token = secretKey('store', 'token');
const stage = () => {
  const chart = new Chart(new App(), 'shop');
  const web = new Deployment(chart, 'web');
  web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  return { chart, web };
};

describe('in a program', () => {
  test('arguments, variable and script stand in the manifest, beside those of https()', () => {
    const { chart, web } = stage();
    const config = new FetchConfig(web, 'fetch', {
      from: { 'pages.json': new Artifact({ artifact: 'pages/1.4', as: 'pages.json', token }), 'a.json': https('https://example.com/a.json') },
    });
    expect(config.files).toBeDefined();
    const yaml = JSON.stringify(Testing.synth(chart));
    expect(yaml).toContain('"pages.json=artifacts://store.example.com/pages/1.4","--token-from-env","CORP_TOKEN_1","--channel","stable"');
    expect(yaml).toContain('{"name":"CORP_TOKEN_1","valueFrom":{"secretKeyRef":{"key":"token","name":"store"}}}');
    expect(yaml).toContain('fetch_artifacts() {');
  });

  test('the plan says which hosts are asked', () => {
    const { web } = stage();
    new FetchConfig(web, 'fetch', { from: new Artifact({ artifact: 'pages/1.4', as: 'pages.json', token }) });
    expect(JSON.stringify(web.startUpPlan)).toContain('*.objects.example.com');
    expect(JSON.stringify(web.startUpPlan)).toContain('store.example.com');
  });

  test('data and archives take it as well', () => {
    const { chart, web } = stage();
    new FetchData(web, 'data', { from: new Artifact({ artifact: 'model/7', as: 'model.bin', token }), maxSize: Size.mebibytes(1) });
    new FetchArchive(web, 'pages', { from: new Artifact({ artifact: 'pages/1.4', as: 'pages.tgz', token }) });
    expect(JSON.stringify(Testing.synth(chart)).match(/fetch_artifacts\(\) \{/g)?.length).toBeGreaterThanOrEqual(2);
  });

  const probe = scriptFile(join(__dirname, 'fetch-artifacts.sh'));
  const good = { url: 'artifacts://store.example.com/x', parts: [probe] };
  test.each<[string, () => Source<string, any>, RegExp]>([
    ['a URL without a scheme', () => new Source('x', () => ({ ...good, url: 'store.example.com/x' })), /the url of a source must be SCHEME:/],
    ['a user in the URL', () => new Source('x', () => ({ ...good, url: 'artifacts://me@store.example.com/x' })), /without a user/],
    ['a scheme that no part fetches', () => new Source('x', () => ({ ...good, url: 's3://bucket/x' })), /no part defines fetch_s3\(\)/],
    ['no parts', () => new Source('x', () => ({ url: 's3://bucket/x' })), /no part defines fetch_s3\(\)/],
    ['a path as name', () => new Source('a/x', () => good), /a\/x/],
    ['no function', () => new Source('x', good as never), /the second argument must be a function/],
    ['another checksum', () => new Source('x', () => good, 'abc'), /64 hexadecimal digits/],
  ])('refused: %s', (_, make, sentence) => {
    expect(() => new FetchConfig(stage().web, 'fetch', { from: make() })).toThrow(sentence);
  });

  test('a binary needs a checksum, which the class may have', () => {
    expect(() => new FetchBinary(stage().web, 'tool', { from: new Source('tool', () => good) as never })).toThrow(/a binary needs a checksum/);
    const { chart, web } = stage();
    new FetchBinary(web, 'tool', { from: new Source('tool', () => good, 'a'.repeat(128)) });
    expect(JSON.stringify(Testing.synth(chart))).toContain(`"tool=artifacts://store.example.com/x","--sha512","${'a'.repeat(128)}"`);
  });
});

describeWith(['curl', 'openssl'], 'against a store', () => {
  let tls: Certificates;
  const keep = keepServers();
  beforeAll(() => { tls = makeCertificates(); });

  const script = readFileSync(join(__dirname, 'fetch-artifacts.sh'), 'utf8');
  const before = ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked'];
  const content = '{"pages": 3}\n';
  const serve = async (handler: Handler) => keep(await startServer(handler, tls.good));
  const objects = () => serve((_, response) => response.end(content));
  const store = (answer: (nth: number) => string, status: (nth: number) => number = () => 200) =>
    serve((_, response, nth) => response.writeHead(status(nth)).end(answer(nth)));

  forEachShell((shell) => {
    const run = async (main: string, at: TestServer, { own = script, flags = ['--token-from-env', 'TOKEN'], more = [] as string[], env = { TOKEN: 's3cret' } } = {}) => {
      const volume = emptyVolume();
      const exit = await runProgram({
        shell, parts: [], text: `${program(...before)}\n${own}\n${main === 'fetch-archive' ? program('tree') : ''}\n${program(main)}`, name: 'fetch',
        args: ['--timeout', '15', '--attempts', '3', '--to', volume, ...more, `pages.json=artifacts://localhost:${at.port}/pages/1.4`, '--ca', tls.ca, ...flags],
        env, ...nobody,
      }).exit;
      const names = namesIn(volume);
      return { ...exit, names, text: names.includes('pages.json') ? readFileSync(join(volume, 'pages.json'), 'utf8') : undefined };
    };

    test('the store is asked with the token, the address without it', async () => {
      const there = await objects();
      const at = await store(() => `${there.url('/signed?sig=1')} ${sha256(content)}`);
      expect(await run('fetch-https', at, { flags: ['--token-from-env', 'TOKEN', '--channel', 'next'] }))
        .toMatchObject({ code: 0, text: content, output: 'fetch: pages.json: fetched, 13 bytes\n' });
      expect(at.requests).toMatchObject([{ path: '/v1/resolve/pages/1.4?channel=next', headers: { authorization: 'Bearer s3cret' } }]);
      expect(there.requests).toMatchObject([{ path: '/signed?sig=1' }]);
      expect(there.requests[0]!.headers.authorization).toBeUndefined();
    });

    test('data fetches by it as well', async () => {
      const there = await objects();
      const at = await store(() => `${there.url('/signed?sig=1')} ${sha256(content)}`);
      expect(await run('fetch-data', at, { more: ['--total-bytes', '1000'] })).toMatchObject({ code: 0, text: content });
    });

    test('a store that is overloaded is asked again, for a new address', async () => {
      const there = await objects();
      const at = await store((nth) => `${there.url(`/${nth}`)} ${sha256(content)}`, (nth) => (nth === 1 ? 503 : 200));
      expect(await run('fetch-https', at)).toMatchObject({ code: 0, text: content });
      expect(there.requests).toMatchObject([{ path: '/2' }]);
    });

    test.each<[string, (there: TestServer) => string, number, RegExp]>([
      ['a version that is not there', () => 'no such version', 404, /pages\.json: https:\/\/localhost:\d+ answered 404$/m],
      ['another content', (there) => `${there.url('/x')} ${'0'.repeat(64)}`, 200, /has the sha256 [0-9a-f]{64}, not 0{64}$/m],
      ['an http address', () => `http://localhost/x ${sha256(content)}`, 200, /its source names an http address, and there is no checksum$/m],
      ['nonsense', () => '<html>', 200, /its source names no https address$/m],
      ['a user in the address', (there) => `https://me:pw@localhost:${there.port}/x 0`, 200, /its source names an address that is not valid$/m],
      ['an answer without an end', () => 'x'.repeat(100_000), 200, /the answer of https:\/\/localhost:\d+ is larger than 8 KB$/m],
    ])('nothing is written: %s', async (_, answer, status, sentence) => {
      const there = await objects();
      const exit = await run('fetch-https', await store(() => answer(there), () => status));
      expect(exit).toMatchObject({ code: 1, names: [], terminationMessage: expect.stringMatching(sentence) });
      expect(exit.output).not.toContain('s3cret');
    });

    test('what is too large ends it, and no token, an unknown flag or another scheme is wrong usage', async () => {
      const there = await objects();
      const at = await store(() => `${there.url('/x')} ${sha256(content)}`);
      const flags = ['--token-from-env', 'TOKEN'];
      expect(await run('fetch-https', at, { flags: [...flags, '--max-bytes', '5'] })).toMatchObject({ code: 1, names: [], terminationMessage: expect.stringContaining('larger than 5 bytes') });
      expect(await run('fetch-https', at, { flags: [] })).toMatchObject({ code: 121 });
      expect(await run('fetch-https', at, { flags: ['--other', 'x'] })).toMatchObject({ code: 121, terminationMessage: '--other is unknown, or in the wrong place\n' });
      expect(await run('fetch-https', at, { own: '', flags: [] })).toMatchObject({ code: 121, terminationMessage: 'pages.json: cannot fetch from this URL\n' });
    });

    const saving = (command: string) => `fetch_artifacts() {\n  save ${command}\n}\n`;
    test('a command can write the file: whole, in its limits, or not at all', async () => {
      const at = await objects();
      expect(await run('fetch-https', at, { own: saving("printf '%s\\n' hello"), flags: [] })).toMatchObject({ code: 0, text: 'hello\n' });
      expect(await run('fetch-data', at, { own: saving("printf '%s\\n' hello"), flags: [], more: ['--total-bytes', '1000'] })).toMatchObject({ code: 0, text: 'hello\n' });
      expect(await run('fetch-https', at, { own: saving('head -c 9000 /dev/zero'), flags: ['--max-bytes', '5000'] })).toMatchObject({ code: 1, names: [], terminationMessage: 'pages.json: larger than 5000 bytes\n' });
      expect(await run('fetch-https', at, { own: saving("sh -c 'echo half; exit 3'"), flags: [] }))
        .toMatchObject({ code: 1, names: [], terminationMessage: expect.stringMatching(/^pages\.json: sh ended with 3; gave up on artifacts:\/\/localhost:\d+\/pages\/1\.4 after/) });
    });
  });
});
