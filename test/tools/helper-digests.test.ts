import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byDigest, HELPER_NAMES, helperImages } from '../../src/images/catalogue';
import { root } from '../../tools/root';
import { indexDigest, withDigests } from '../../tools/helper-digests';

/* A registry on this machine, which speaks as those of the distribution specification do. */

const index = (...platforms: readonly string[]) => JSON.stringify({
  schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: platforms.map((platform) => ({ platform: { os: platform.split('/')[0], architecture: platform.split('/')[1] } })),
});
const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const BOTH = index('linux/amd64', 'linux/arm64', 'unknown/unknown');

describe('a registry', () => {
  let server: Server;
  let base: string;
  let asked: string[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeAll((done) => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(request, response);
    }).listen(0, '127.0.0.1', () => {
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  afterAll((done) => { server.close(done); });
  beforeEach(() => { asked = []; });

  const sends = (body: string, headers: Record<string, string> = {}, status = 200) => {
    answer = (_request, response) => response.writeHead(status, headers).end(body);
  };

  test('gives the digest of the index, computed here', async () => {
    sends(BOTH, { 'docker-content-digest': sha256(BOTH) });
    expect(await indexDigest('docker.io/library/busybox:1.37.0-musl', base)).toBe(sha256(BOTH));
    expect(await indexDigest('nginx:1', base)).toBe(sha256(BOTH));
    expect(await indexDigest('docker.io/alpine/git:v2.47.1', base)).toBe(sha256(BOTH));
    expect(asked).toEqual(['/v2/library/busybox/manifests/1.37.0-musl', '/v2/library/nginx/manifests/1', '/v2/alpine/git/manifests/v2.47.1']);
  });

  test('may want a token, which it says where to get', async () => {
    answer = (request, response) => {
      if (request.url?.startsWith('/token')) response.end(JSON.stringify({ token: 'pass' }));
      else if (request.headers.authorization === 'Bearer pass') response.end(BOTH);
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="${base}/token",service="registry",scope="repository:library/a:pull"` }).end();
    };
    expect(await indexDigest('docker.io/library/a:1', base)).toBe(sha256(BOTH));
    expect(asked[1]).toBe('/token?service=registry&scope=repository%3Alibrary%2Fa%3Apull');
  });

  test.each<[why: string, says: RegExp, body: string, headers?: Record<string, string>, status?: number]>([
    ['sends something else than it says', /the registry says sha256:0, but what it sends is sha256:/, BOTH, { 'docker-content-digest': 'sha256:0' }],
    ['has one architecture only', /no index with linux\/arm64, so that a digest would be of one architecture/, index('linux/amd64')],
    ['has no index', /no index with linux\/amd64 and linux\/arm64/, '{"schemaVersion":2,"config":{}}'],
    ['has no such tag', /answers 404/, '{}', {}, 404],
    ['wants another login', /asks for a login that is not known here: Basic/, '{}', { 'www-authenticate': 'Basic realm="x"' }, 401],
  ])('that %s is refused', async (_why, says, body, headers = {}, status = 200) => {
    sends(body, headers, status);
    await expect(indexDigest('docker.io/library/a:1', base)).rejects.toThrow(says);
  });

  test('is asked for what has a tag', async () => expect(indexDigest('docker.io/library/a', base)).rejects.toThrow('a tag is needed'));
});

test('the file keeps all but its entries, and is valid again', () => {
  const text = readFileSync(join(root, 'src/images/helper-digests.ts'), 'utf8');
  const digests = Object.fromEntries(HELPER_NAMES.map((name) => [helperImages[name].reference, sha256(name)]));
  const written = withDigests(text, digests);
  expect(written).toContain(`  'docker.io/library/busybox:1.37.0-musl': '${sha256('busybox')}',\n`);
  expect(withDigests(written, {})).toBe(withDigests(text, {}));
  expect(withDigests(written, digests)).toBe(written);
});

test('an image by its digest is the same image: user, group, programs', () => {
  const { busybox } = helperImages;
  const pinned = byDigest(busybox, { [busybox.reference]: sha256('x') });
  expect(pinned).toMatchObject({ reference: `${busybox.reference}@${sha256('x')}`, user: 65534, group: 65534, tools: busybox.tools });
  expect(byDigest(busybox, {})).toBe(busybox);
});

test('a standard that asks for digests gets those that are known; all others keep the tags', () => {
  jest.isolateModules(() => {
    jest.doMock('../../src/images/helper-digests', () => ({ HELPER_DIGESTS: { 'docker.io/library/busybox:1.37.0-musl': sha256('x') } }));
    /* eslint-disable @typescript-eslint/no-require-imports -- the library as a release with digests has it */
    const { defineStandard, Deployment, image, tcp, WaitForService } = require('../../src') as typeof import('../../src');
    const { App, Chart, Testing } = require('cdk8s') as typeof import('cdk8s');
    /* eslint-enable @typescript-eslint/no-require-imports */
    const imagesOf = (digests: boolean) => {
      const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop');
      defineStandard({ name: 'Acme', digests }).setOn(chart);
      const web = new Deployment(chart, 'web');
      new WaitForService(web, 'wait', { until: tcp({ host: 'db', port: 1 }) });
      web.addContainer('app', { image: image(`registry.example.com/a:1@sha256:${'a'.repeat(64)}`, { user: 1000 }) });
      return JSON.stringify(Testing.synth(chart)).match(/docker\.io\/library\/busybox[^"]*/g);
    };
    expect(imagesOf(true)).toEqual([`docker.io/library/busybox:1.37.0-musl@${sha256('x')}`]);
    expect(imagesOf(false)).toEqual(['docker.io/library/busybox:1.37.0-musl']);
  });
});
